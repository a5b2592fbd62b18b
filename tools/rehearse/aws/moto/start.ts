/** Starts moto, which plays AWS, on free ports of 127.0.0.1. */
import { join } from "node:path";
import { RehearsalError, UnreachableError } from "../../error";
import { freePorts, type Processes } from "../../server/processes";
import { type SdkCall, sdkAt } from "./sdk";

/** An AWS without policies: everybody may do everything there. The front layer stands before it. */
export interface Moto {
  readonly port: number;
  readonly sdkIn: (region: string) => SdkCall;
}

/** How long moto may take until it answers; an idle machine needs 6 s. */
const readySeconds = 120;

/**
 * Starts moto and waits until it answers.
 * @param python a Python that can import moto
 * @throws RehearsalError when it ends, or does not answer in two minutes
 */
export async function startMoto(processes: Processes, python: string, account: string): Promise<Moto> {
  const [port, sdkPort] = (await freePorts(2)) as [number, number];
  processes.start({
    name: "moto",
    binary: python,
    args: ["-u", join(__dirname, "serve.py"), String(port), String(sdkPort)],
    environment: {
      MOTO_ACCOUNT_ID: account,
      // policies of AWS's own, which roles attach by their ARN
      MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
      NO_PROXY: "127.0.0.1,localhost",
      PYTHONDONTWRITEBYTECODE: "1",
    },
  });
  const sdk = sdkAt(sdkPort, "us-east-1");
  const deadline = Date.now() + readySeconds * 1000;
  for (;;) {
    try {
      await Promise.race([sdk("ec2", "describe_vpcs", {}), processes.failed]);
      return { port, sdkIn: (region) => sdkAt(sdkPort, region) };
    } catch (cause) {
      if (!(cause instanceof UnreachableError)) throw cause;
      if (Date.now() > deadline)
        throw new RehearsalError(
          `moto does not answer after ${readySeconds} s:\n${processes.log("moto").slice(-2000)}`,
        );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
