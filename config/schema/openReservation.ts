/** Keys of an open capacity reservation that the account has: `karpenter.openReservations`. */
import { z } from "zod";
import { awsId, integer, text, zoneName } from "./frame/kind";
import { tagsSchema } from "./labels";

export const openReservationSchema = z.strictObject({
  id: awsId("cr").meta({ description: "Its id." }),
  instanceType: text({
    what: "EC2 instance type",
    write: 'family.size, such as "m7i.2xlarge"',
    pattern: /^[a-z0-9-]+\.[a-z0-9-]+$/,
    examples: ["m7i.2xlarge", "m5.large"],
  }).meta({ description: "Type of the instances that it is for." }),
  zone: zoneName().meta({ description: "Zone that it is in." }),
  count: integer({ min: 1, max: 10000, examples: [4, 10] }).meta({ description: "Instances that it has room for." }),
  tags: tagsSchema().meta({ description: "Its tags, by which terms of node classes may select it." }).optional(),
});

export type OpenReservation = z.output<typeof openReservationSchema>;
