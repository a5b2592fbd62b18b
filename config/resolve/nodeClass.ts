/** A node class as it will be made: the layers of config that speak of it, joined key by key. */
import type { AmiFamily, NodeClassInput } from "../schema/nodeClass";
import type { NodeClassConfig } from "../stack";

/** EC2NodeClass alias prefix of each family; Custom has none. */
const aliasFamilies: Readonly<Partial<Record<AmiFamily, string>>> = {
  AL2023: "al2023",
  Bottlerocket: "bottlerocket",
  Windows2019: "windows2019",
  Windows2022: "windows2022",
  Windows2025: "windows2025",
};

/** The family that an alias names, such as AL2023 for "al2023@v20250715". */
export function aliasFamily(alias: string): AmiFamily | undefined {
  const prefix = alias.split("@")[0];
  const entry = Object.entries(aliasFamilies).find(([, name]) => name === prefix);
  return entry?.[0] as AmiFamily | undefined;
}

/**
 * Joins the layers, first before last; a key of an earlier layer replaces that of a later one whole, but tags add up.
 * In development an alias is filled in; in production its absence is left for a rule to find.
 */
export function resolveNodeClass(args: {
  name: string;
  layers: readonly { readonly input: NodeClassInput | undefined; readonly path: string }[];
  /** Tags of everything the stack makes: any layer's may replace them. */
  stackTags: Readonly<Record<string, string>>;
  /** Tags that say whose the nodes are: no layer's may replace them. */
  ownTags: Readonly<Record<string, string>>;
  production: boolean;
  prefixDelegation: boolean;
  secretKeys: readonly string[];
}): NodeClassConfig {
  const { name, layers, production, prefixDelegation } = args;
  const furthestFirst = layers.map(({ input }) => input).reverse();
  const settings: NodeClassInput = Object.assign({}, ...furthestFirst);
  // An alias and own terms exclude each other, so the one written nearest to the pool counts.
  const nearest = layers.find(
    ({ input }) => input?.amiAlias !== undefined || input?.amiSelectorTerms !== undefined,
  )?.input;
  const amiSelectorTerms = nearest?.amiSelectorTerms;
  const amiFamily = nearestFamily(layers) ?? "AL2023";
  const windows = amiFamily.startsWith("Windows");
  const latest = aliasFamilies[amiFamily] === undefined ? undefined : `${aliasFamilies[amiFamily]}@latest`;
  const amiAlias =
    nearest?.amiAlias ?? (amiSelectorTerms === undefined && (!production || windows) ? latest : undefined);
  const pathOf = (key: string) => {
    const layer = layers.find(({ input }) => input !== undefined && Object.hasOwn(input, key)) ?? layers[0]!;
    return `${layer.path}.${key}`;
  };
  const metadata = settings.metadataOptions ?? {};
  return {
    name,
    amiFamily,
    operatingSystem: windows ? "windows" : "linux",
    amiAlias,
    amiSelectorTerms,
    disks: settings.disks?.map((disk) => ({
      ...disk,
      type: disk.type ?? "gp3",
      encrypted: disk.encrypted ?? true,
      rootVolume: disk.rootVolume ?? false,
      deleteOnTermination: disk.deleteOnTermination ?? true,
    })),
    kubelet: prefixDelegation && !windows ? { maxPods: prefixedMaxPods, ...settings.kubelet } : settings.kubelet,
    userData: settings.userData,
    userDataIsSecret: args.secretKeys.includes(pathOf("userData").split(/[.[]/)[0]!),
    tags: Object.assign({}, args.stackTags, ...furthestFirst.map((input) => input?.tags), args.ownTags),
    metadataOptions: {
      httpTokens: metadata.httpTokens ?? "required",
      httpPutResponseHopLimit: metadata.httpPutResponseHopLimit ?? 1,
      httpEndpoint: metadata.httpEndpoint ?? "enabled",
      httpProtocolIPv6: metadata.httpProtocolIPv6 ?? "disabled",
    },
    capacityReservations: settings.capacityReservations ?? [],
    securityGroupIds: settings.securityGroupIds ?? [],
    instanceStorePolicy: settings.instanceStorePolicy,
    detailedMonitoring: settings.detailedMonitoring,
    settings,
    pathOf,
  };
}

/** The family that the layer nearest to the pool names, be it by an alias only. */
function nearestFamily(layers: readonly { readonly input: NodeClassInput | undefined }[]): AmiFamily | undefined {
  for (const { input } of layers) {
    if (input?.amiFamily !== undefined) return input.amiFamily;
    if (input?.amiAlias !== undefined) return aliasFamily(input.amiAlias);
  }
  return undefined;
}

/** EKS's ceiling on pods for nodes of up to 30 vCPU (amazon-eks-ami max-pods-calculator.sh); larger nodes could take 250. */
const prefixedMaxPods = 110;
