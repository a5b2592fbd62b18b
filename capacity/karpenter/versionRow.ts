/** What one minor of Karpenter is, as `npm run generate -- --karpenter X` reads it from the Go modules of a release. */

/** Values of the chart: `true` takes anything, since the chart passes it on as it is; a branch takes only its keys. */
export interface ChartValues {
  readonly [key: string]: true | ChartValues;
}

/** A feature gate, by the key that the chart has for it. */
export interface FeatureGateRow {
  /** Whether it is on where the values leave it out. */
  readonly default: boolean;
  /** "alpha" or "beta", by the comment in values.yaml. Absent where values.yaml does not have the gate. */
  readonly stage?: string;
  /** IAM actions that the controller needs with it, by the comment in values.yaml. Absent: none of its own. */
  readonly actions?: readonly string[];
}

/** What the API server checks below `spec`, by place: `template.spec.requirements[].key`, `limits{}`; "" is `spec` itself. */
export type CrdRules = Readonly<Record<string, CrdRulesAt>>;

/** The rules at one place: words of the OpenAPI schema, and CEL rules as `cel`. */
export type CrdRulesAt = Readonly<Record<string, unknown>>;

/** One minor. What its patches have in common; where they differ, the newest that was read. */
export interface KarpenterVersionRow {
  /** "1.15" */
  readonly minor: string;
  readonly source: {
    /** The release that was read: "1.15.1". */
    readonly release: string;
    /** github.com/aws/karpenter-provider-aws, at this version. */
    readonly provider: string;
    /** sigs.k8s.io/karpenter, as the module proxy serves it: what was read. */
    readonly core: string;
    /** The version of core that the provider asks for. Another than `core` where the proxy does not serve it. */
    readonly coreAskedFor: string;
  };
  /** Kubernetes minors that are compiled in. Source: pkg/providers/version/version.go of the provider. */
  readonly kubernetes: { readonly oldest: string; readonly newest: string };
  /** `settings.featureGates` of the chart. */
  readonly featureGates: Readonly<Record<string, FeatureGateRow>>;
  /** `settings.awsFeatureGates` of the chart, from 1.15 on. */
  readonly awsFeatureGates: Readonly<Record<string, FeatureGateRow>>;
  /** All that the templates of the chart read. */
  readonly chartValues: ChartValues;
  /** Values that are true by default and whose `false` the templates leave out, so that the controller never sees it. */
  readonly falseIsDropped: readonly string[];
  /** What a budget can name. Source: enum of the NodePool's CRD. */
  readonly budgetReasons: readonly string[];
  /** What `disruption.consolidationPolicy` can be. Source: enum of the NodePool's CRD. */
  readonly consolidationPolicies: readonly string[];
  /**
   * Fields of an EC2NodeClass below `spec`, as in {@link CrdRules} but without the items of lists: `kubelet.maxPods`,
   * `networkInterfaces[].deviceIndex`. One that ends in `{}` takes any key. Source: its CRD.
   */
  readonly nodeClassFields: readonly string[];
  /** Labels of Karpenter's and of its provider's that a requirement can name. Source: CEL rules of the NodePool's CRD. */
  readonly requirementLabels: readonly string[];
  /** What the hash annotations are versioned with: "v3". A new version hashes all nodes anew. */
  readonly hashVersions: { readonly nodePool: string; readonly nodeClass: string };
  /** IAM actions of the AWS calls in its code, with those that only a gate makes. Rights without a call are not among them. */
  readonly actions: readonly string[];
  /** Full names, as Prometheus has them. */
  readonly metrics: readonly string[];
}

/** Rules of the CRDs of a release, by file: `karpenter.sh_nodepools`. In a file of their own, since no stack needs them. */
export type CrdRulesByFile = Readonly<Record<string, CrdRules>>;
