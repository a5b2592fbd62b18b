/**
 * What stands between the controller and moto: it tells who calls, asks the IAM evaluator, answers as EC2 does where moto
 * does not, and passes the rest on.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Capacity } from "../ec2/capacity";
import {
  describeImages,
  describeOfferings,
  describePlacementGroups,
  describeSpotPrices,
  emptySets,
} from "../ec2/describe";
import type { Fleets } from "../ec2/fleet";
import type { Images } from "../ec2/images";
import { productList, spotPrices } from "../ec2/prices";
import { ec2Answer, type HttpAnswer, jsonAnswer, type Refusal, refusalAnswer } from "./answer";
import type { Authorizer } from "./authorize";
import { type Call, type RawCall, readCall } from "./call";
import { forward } from "./forward";
import type { KeptAnswers } from "./keptAnswers";
import { type Existing, listOf, type Place, recordOf, textOf } from "./needs/need";
import { needsOf } from "./needs/needs";
import { withoutAddresses, withSpotRequests } from "./rewrite";
import type { Sessions } from "./sessions";
import type { Templates } from "./templates";

export interface FrontSettings {
  readonly motoPort: number;
  readonly place: Place;
  readonly zones: readonly string[];
  readonly sessions: Sessions;
  readonly authorizer: Authorizer;
  readonly existing: Existing;
  readonly templates: Templates;
  readonly images: Images;
  readonly capacity: Capacity;
  readonly fleets: Fleets;
  readonly kept: KeptAnswers;
  /** Gets the ids of instances that the controller has terminated. */
  readonly onTerminate: (instances: readonly string[]) => void;
  /** Gets each body of a message that the controller received. */
  readonly onMessage: (body: string) => void;
  /** Gets what is a bug of ours, or of moto's. */
  readonly onError: (call: string, cause: unknown) => void;
}

/** Services whose refusal of an unknown key has another name. */
const unknownKey: Readonly<Record<string, string>> = { ec2: "AuthFailure", iam: "InvalidClientTokenId" };

export class Front {
  private readonly server: Server;

  constructor(private readonly settings: FrontSettings) {
    this.server = createServer((request, response) => void this.serve(request, response));
    // the controller keeps its connections, and long polls are half a minute long
    this.server.keepAliveTimeout = 60_000;
  }

  /** Listens on a free port of 127.0.0.1. @returns the endpoint's URL */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(0, "127.0.0.1", resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("error", () => {});
    request.on("end", async () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const raw = { method: request.method ?? "GET", path: request.url ?? "/", headers: request.headers, body };
      const { status, contentType, body: text } = await this.answer(raw);
      response.writeHead(status, { "Content-Type": contentType, "Content-Length": Buffer.byteLength(text) });
      response.end(text);
    });
  }

  private async answer(raw: RawCall): Promise<HttpAnswer> {
    const call = readCall(raw);
    if (call === undefined)
      return {
        status: 404,
        contentType: "text/plain",
        body: `the front layer does not know ${raw.method} ${raw.path}`,
      };
    try {
      const answer = await this.judged(call, raw);
      return "code" in answer ? refusalAnswer(call, answer) : answer;
    } catch (cause) {
      this.settings.onError(`${call.service}:${call.operation}`, cause);
      return refusalAnswer(call, { code: "InternalFailure", message: String(cause), status: 500 });
    }
  }

  private async judged(call: Call, raw: RawCall): Promise<HttpAnswer | Refusal> {
    const session = this.settings.sessions.find(call.accessKey);
    if (session === undefined) {
      const code = unknownKey[call.service] ?? "UnrecognizedClientException";
      return { code, message: "The security token included in the request is invalid.", status: 403 };
    }
    const needs = await needsOf(call, this.settings.place, this.settings.existing);
    const denial = this.settings.authorizer.judge(session, needs);
    if (denial !== undefined) {
      const message = `User: ${session.principal.roleArn}/${session.principal.sessionName} is not authorized to perform: ${denial.action} on resource: ${denial.resource}`;
      return call.service === "ec2"
        ? {
            code: "UnauthorizedOperation",
            message: `You are not authorized to perform this operation. ${message}`,
            status: 403,
          }
        : {
            code: call.protocol === "json" || call.protocol === "rest" ? "AccessDeniedException" : "AccessDenied",
            message,
            status: 403,
          };
    }
    if (call.parameters.DryRun === "true")
      return { code: "DryRunOperation", message: "Request would have succeeded, but DryRun flag is set.", status: 412 };
    return this.performed(call, raw);
  }

  /** What AWS does once the call is allowed. */
  private async performed(call: Call, raw: RawCall): Promise<HttpAnswer | Refusal> {
    const { images, fleets, place, capacity } = this.settings;
    switch (`${call.service}:${call.operation}`) {
      case "ec2:CreateFleet":
        return fleets.create(call.parameters);
      case "ec2:CreateLaunchTemplate":
        return this.createTemplate(call, raw);
      case "ec2:DeleteLaunchTemplate":
        this.settings.templates.remove(
          textOf(call.parameters.LaunchTemplateName) || textOf(call.parameters.LaunchTemplateId),
        );
        return this.pass(raw);
      case "ec2:DescribeImages":
        return describeImages(call.parameters, images, place.account);
      case "ec2:DescribePlacementGroups":
        return describePlacementGroups(call.parameters);
      case "ec2:DescribeSpotPriceHistory":
        return describeSpotPrices(spotPrices(place.region), this.settings.zones);
      case "ec2:TerminateInstances": {
        const answer = await this.pass(raw);
        if (answer.status === 200) this.settings.onTerminate(listOf(call.parameters.InstanceId).map(textOf));
        return answer;
      }
      case "ec2:DescribeInstances": {
        const answer = await this.pass(raw);
        return { ...answer, body: withSpotRequests(answer.body, fleets.spot) };
      }
      case "ec2:DescribeSubnets": {
        const answer = await this.pass(raw);
        return { ...answer, body: withoutAddresses(answer.body, (subnet) => capacity.isFull(subnet)) };
      }
      case "ec2:DescribeInstanceTypes":
        return this.constant(call, raw);
      case "ec2:DescribeInstanceTypeOfferings": {
        const answer = await this.constant(call, raw);
        // moto knows the offerings of most regions, but not of all
        return answer.body.includes("<item>") ? answer : describeOfferings(place.region, this.settings.zones);
      }
      case "arc-zonal-shift:GetManagedResource":
        // the cluster is known to ARC, as cluster.zonalShift says, and nobody shifts it
        return jsonAnswer({
          arn: textOf(call.parameters.resourceIdentifier),
          appliedWeights: {},
          autoshifts: [],
          zonalShifts: [],
        });
      case "ssm:GetParameter":
        return this.parameter(textOf(call.parameters.Name));
      case "pricing:GetProducts":
        return this.products(call);
      case "sqs:ReceiveMessage":
        return this.received(raw);
      default: {
        const empty = call.service === "ec2" ? emptySets[call.operation] : undefined;
        return empty === undefined ? this.pass(raw) : ec2Answer(call.operation, { [empty]: [] });
      }
    }
  }

  private pass(raw: RawCall): Promise<HttpAnswer> {
    return forward(this.settings.motoPort, raw);
  }

  private constant(call: Call, raw: RawCall): Promise<HttpAnswer> {
    return this.settings.kept.answer(call, () => this.pass(raw));
  }

  private async createTemplate(call: Call, raw: RawCall): Promise<HttpAnswer> {
    const answer = await this.pass(raw);
    const id = /<launchTemplateId>([^<]+)</.exec(answer.body)?.[1];
    if (answer.status === 200 && id !== undefined) this.settings.templates.add(call.parameters, id);
    return answer;
  }

  private parameter(name: string): HttpAnswer | Refusal {
    const image = this.settings.images.parameter(name);
    if (image === undefined) return { code: "ParameterNotFound", message: `Parameter ${name} not found.` };
    const { partition, region } = this.settings.place;
    const ARN = `arn:${partition}:ssm:${region}::parameter${name}`;
    return jsonAnswer({
      Parameter: { Name: name, Type: "String", Value: image.id, Version: 1, ARN, DataType: "text" },
    });
  }

  private products({ parameters }: Call): HttpAnswer {
    const families = listOf(parameters.Filters)
      .map(recordOf)
      .filter(({ Field }) => Field === "productFamily")
      .map(({ Value }) => textOf(Value));
    return jsonAnswer(
      productList(
        families.some((family) => family.includes("bare metal")),
        this.settings.place.region,
      ),
    );
  }

  private async received(raw: RawCall): Promise<HttpAnswer> {
    const answer = await this.pass(raw);
    if (answer.status === 200) {
      const { Messages = [] } = JSON.parse(answer.body) as { readonly Messages?: readonly { readonly Body: string }[] };
      for (const { Body } of Messages) this.settings.onMessage(Body);
    }
    return answer;
  }
}
