/** What a stack asks for and the AWS half does not try: each is said in the run's report. */
import { listOf, recordOf, textOf } from "../../../../capacity/units/fields";
import { kinds, objectName } from "../../api/kubeObject";
import type { PlannedObjects } from "../../plannedObjects";
import type { AwsResource } from "../credentials/roles";

const onlyInTemplate = "in the launch template; the instances here do not have it";

/** Fields of node classes, by what is not tried of them. */
export const untriedFields: Readonly<Record<string, string>> = {
  associatePublicIPAddress: onlyInTemplate,
  capacityReservationSelectorTerms: "no reservation exists here, so nothing is launched into one",
  connectionTracking: onlyInTemplate,
  context: "part of Karpenter's requests; EC2 gives it no meaning here",
  cpuOptions: onlyInTemplate,
  detailedMonitoring: onlyInTemplate,
  enclaveOptions: onlyInTemplate,
  instanceStorePolicy: "in the user data; the instances here have no disks of their own",
  ipPrefixCount: onlyInTemplate,
  networkInterfaces: "in the launch template; the instances here have one interface and no EFA",
  placementGroupSelector: "the group is taken to exist, and instances are not placed in it",
};

/** One sentence for each thing that is not tried. */
export function limitTexts({ objects }: PlannedObjects, resources: readonly AwsResource[]): readonly string[] {
  const classes = objects.map(({ object }) => object).filter(kinds.nodeClass.is);
  const ofClasses = classes.flatMap((nodeClass) => {
    const spec = recordOf(nodeClass.spec);
    const keys = listOf(spec.blockDeviceMappings).map((disk) => textOf(recordOf(recordOf(disk).ebs).kmsKeyID));
    return [
      ...Object.entries(untriedFields)
        .filter(([field]) => Object.hasOwn(spec, field))
        .map(([field, why]) => `${field} of ${objectName(nodeClass)}: ${why}`),
      ...[...new Set(keys.filter((key) => key !== ""))].map(
        (key) => `KMS key ${key} of ${objectName(nodeClass)}: whether it exists, and its key policy`,
      ),
    ];
  });
  const boundaries = resources
    .filter(({ type, inputs }) => type === "aws:iam/role:Role" && inputs.permissionsBoundary !== undefined)
    .map(({ name, inputs }) => `permissions boundary ${textOf(inputs.permissionsBoundary)} of role ${name}: not asked`);
  const pods = objects.filter(
    ({ object, ofChart }) => ofChart === true && (object.kind === "Deployment" || object.kind === "DaemonSet"),
  );
  return [
    ...ofClasses,
    ...boundaries,
    ...(pods.length === 0
      ? []
      : [`Deployments and DaemonSets of charts (${pods.length}): the server checks them, and no pod of them runs`]),
  ];
}
