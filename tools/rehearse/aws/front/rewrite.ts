/** Corrects what moto answers where EC2 would answer otherwise. */

/** The id of the spot request of each spot instance, by which Karpenter tells spot from on-demand; moto leaves it out. */
export function withSpotRequests(body: string, spot: ReadonlyMap<string, string>): string {
  let corrected = body;
  for (const [instance, request] of spot) {
    const id = `<instanceId>${instance}</instanceId>`;
    corrected = corrected.replaceAll(id, `${id}<spotInstanceRequestId>${request}</spotInstanceRequestId>`);
  }
  return corrected;
}

/** Free addresses of a subnet of a DescribeSubnets answer, whatever moto counts. */
export function withoutAddresses(body: string, isFull: (subnet: string) => boolean): string {
  const count = /<availableIpAddressCount>\d+<\/availableIpAddressCount>/;
  const none = "<availableIpAddressCount>0</availableIpAddressCount>";
  // each subnet has its id and its count once, in an order that is the same for all
  const ids = [...body.matchAll(/<subnetId>([^<]+)<\/subnetId>/g)].map((match) => match[1]!);
  let index = 0;
  return body.replace(new RegExp(count, "g"), (found) => {
    const isEmpty = isFull(ids[index] ?? "");
    index += 1;
    return isEmpty ? none : found;
  });
}
