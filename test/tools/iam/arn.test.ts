import assert from "node:assert/strict";
import { parseArn } from "../../../tools/iam/arn";

describe("an ARN", () => {
  it("has six parts, the last of which may have colons", () => {
    assert.deepEqual(parseArn("arn:aws-cn:logs:cn-north-1:111122223333:log-group:flow:*"), {
      partition: "aws-cn",
      service: "logs",
      region: "cn-north-1",
      account: "111122223333",
      resource: "log-group:flow:*",
    });
  });

  it("may leave out region and account, as images and buckets do", () => {
    const { region, account } = parseArn("arn:aws:s3:::bucket");
    assert.deepEqual([region, account], ["", ""]);
  });

  for (const text of ["", "bucket", "arn:aws:s3::bucket", "arn::s3:::bucket", "arn:aws:s3:::", "urn:aws:s3:::bucket"]) {
    it(`is not "${text}"`, () => {
      assert.throws(() => parseArn(text), {
        name: "RangeError",
        message: `"${text}" is not an ARN; write arn:partition:service:region:account:resource`,
      });
    });
  }
});
