/**
 * The guard rails as a Pulumi policy pack: `pulumi preview --policy-pack policies --policy-pack-config
 * policies/config/production.json`. Making the pack starts its server, so nothing else may import this file.
 */
import { PolicyPack } from "@pulumi/policy";
import { watchGivenConfig } from "./frame/givenConfig";
import { planChecks } from "./frame/planChecks";
import { unpackOnce } from "./frame/unpackOnce";
import { rules } from "./rules";

unpackOnce();
watchGivenConfig([...rules.map(({ name, settings }) => ({ name, properties: settings })), ...planChecks]);
new PolicyPack("nodepool-guard-rails", { policies: [...rules], enforcementLevel: "mandatory" });
