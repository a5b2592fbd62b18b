/** Block device mappings, which all APIs write alike. */
import { memoryBytes } from "../../../capacity/units/quantity";
import type { Model } from "../model";
import type { Field, Said } from "../source/sourceObject";
import { noteUnknown } from "./unknownFields";

const ebsKeys = [
  ...["volumeSize", "volumeType", "iops", "throughput", "encrypted", "kmsKeyID", "snapshotID", "deleteOnTermination"],
  "volumeInitializationRate",
];

const gibibyte = 2 ** 30;

/** Volumes by the keys of the config; one without a size or with one that cannot be read has no `sizeGiB`. */
export function disksOf(list: Field, model: Model): readonly Said<Readonly<Record<string, unknown>>>[] {
  return list.items().map((item) => {
    const ebs = item.at("ebs");
    noteUnknown(item, ["deviceName", "rootVolume", "ebs"], model);
    noteUnknown(ebs, ebsKeys, model);
    const number = (key: string) => ebs.at(key).number()?.value;
    const text = (key: string) => ebs.at(key).text()?.value;
    const flag = (field: Field) => (typeof field.raw === "boolean" ? field.raw : undefined);
    return item.said(
      defined({
        deviceName: item.at("deviceName").text()?.value,
        sizeGiB: sizeGiB(text("volumeSize")),
        type: text("volumeType"),
        iops: number("iops"),
        throughput: number("throughput"),
        encrypted: flag(ebs.at("encrypted")),
        kmsKeyId: text("kmsKeyID"),
        snapshotId: text("snapshotID"),
        volumeInitializationRate: number("volumeInitializationRate"),
        rootVolume: flag(item.at("rootVolume")),
        deleteOnTermination: flag(ebs.at("deleteOnTermination")),
      }),
    );
  });
}

/** Whole GiB, rounded up as EBS has no smaller step; a bare number is GiB, as Karpenter read it. */
function sizeGiB(quantity: string | undefined): number | undefined {
  if (quantity === undefined) return undefined;
  try {
    return Math.ceil(memoryBytes(/^\d+$/.test(quantity) ? `${quantity}Gi` : quantity) / gibibyte);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Without what is undefined. */
export function defined(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
