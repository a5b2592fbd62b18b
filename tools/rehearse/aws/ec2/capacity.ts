/** What EC2 has left: a scenario takes capacity, addresses and the service-linked role away. */

/** One pool of capacity, as EC2 sees it. */
export interface Offer {
  readonly type: string;
  readonly zone: string;
  readonly subnet: string;
  readonly capacityType: "spot" | "on-demand";
}

/** Types without capacity; what is unset means all of them. */
export interface Exhaustion {
  /** "m7i.large", or "m7i.*" for a family. */
  readonly types?: readonly string[] | undefined;
  readonly zones?: readonly string[] | undefined;
  readonly capacityTypes?: readonly string[] | undefined;
}

/** Why EC2 launches nothing from an offer. Codes and texts: EC2's API reference, "Error codes". */
export interface Shortage {
  readonly code: string;
  readonly message: string;
}

function isType(written: string, type: string): boolean {
  return written.endsWith(".*") ? type.startsWith(written.slice(0, -1)) : written === type;
}

export class Capacity {
  private readonly exhausted: Exhaustion[] = [];
  private readonly full = new Set<string>();
  /** Whether AWSServiceRoleForEC2Spot exists, or whoever launches may create it. */
  hasSpotRole = true;

  exhaust(what: Exhaustion): void {
    this.exhausted.push(what);
  }

  /** Leaves no address in a subnet. */
  fill(subnet: string): void {
    this.full.add(subnet);
  }

  isFull(subnet: string): boolean {
    return this.full.has(subnet);
  }

  /** Undefined where there is room. */
  shortage({ type, zone, subnet, capacityType }: Offer): Shortage | undefined {
    if (capacityType === "spot" && !this.hasSpotRole) {
      return {
        code: "AuthFailure.ServiceLinkedRoleCreationNotPermitted",
        message:
          "The provided credentials do not have permission to create the service-linked role for EC2 Spot Instances.",
      };
    }
    if (this.full.has(subnet)) {
      const message = `There are not enough free addresses in subnet '${subnet}' to satisfy the requested number of instances.`;
      return { code: "InsufficientFreeAddressesInSubnet", message };
    }
    const isTaken = this.exhausted.some(
      ({ types, zones, capacityTypes }) =>
        (types?.some((each) => isType(each, type)) ?? true) &&
        (zones?.includes(zone) ?? true) &&
        (capacityTypes?.includes(capacityType) ?? true),
    );
    if (!isTaken) return undefined;
    const message =
      capacityType === "spot"
        ? "There is no Spot capacity available that matches your request."
        : `We currently do not have sufficient ${type} capacity in the Availability Zone you requested (${zone}).`;
    return { code: "InsufficientInstanceCapacity", message };
  }
}
