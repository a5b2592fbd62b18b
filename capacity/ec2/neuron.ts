/** Neuron devices and cores of EC2's Inferentia and Trainium types. */

/**
 * Devices of a type, and cores of one device.
 * Source: Karpenter v1.14 docs, reference/instance-types.md: aws.amazon.com/neuron and aws.amazon.com/neuroncore, as the
 * provider computes them of EC2's DescribeInstanceTypes.
 */
const neuronOf: Readonly<Record<string, readonly [devices: number, coresOfOne: number]>> = {
  "inf1.xlarge": [1, 4],
  "inf1.2xlarge": [1, 4],
  "inf1.6xlarge": [4, 4],
  "inf1.24xlarge": [16, 4],
  "inf2.xlarge": [1, 2],
  "inf2.8xlarge": [1, 2],
  "inf2.24xlarge": [6, 2],
  "inf2.48xlarge": [12, 2],
  "trn1.2xlarge": [1, 2],
  "trn1.32xlarge": [16, 2],
  "trn1n.32xlarge": [16, 2],
  "trn2.48xlarge": [16, 8],
};

/** Whether nodes of the family have Neuron devices, known or not how many. */
export function hasNeuron({ category }: { readonly category: string | undefined }): boolean {
  return category === "inf" || category === "trn";
}

/** Neuron devices and cores of one node; undefined where the type has some and the source does not say how many. */
export function neuronCounts(type: {
  readonly type: string;
  readonly category: string | undefined;
}): { readonly devices: number; readonly cores: number } | undefined {
  if (!hasNeuron(type)) return { devices: 0, cores: 0 };
  if (!Object.hasOwn(neuronOf, type.type)) return undefined;
  const [devices, coresOfOne] = neuronOf[type.type]!;
  return { devices, cores: devices * coresOfOne };
}
