/**
 * Arguments of the components for programs in other languages. Made by `npm run generate` from config/schema; change it there.
 */

/** Sources outside the namespace that reach the team's pods. */
export interface AllowIngress {
  /** Namespaces whose pods may open connections. */
  namespaces?: string[];
  /** IPv4 ranges that may: load balancers with IP targets. */
  cidrs?: string[];
}

/** Where the team's pods may connect to besides; needs networkPolicy both. */
export interface AllowEgress {
  /** IPv4 ranges, the API server's among them where pods use it. */
  cidrs: string[];
}

/** Requests of a container that states none (LimitRange): without them the quota would refuse it. No limits are set: a default limit refuses containers that request more. */
export interface Requests {
  /** CPU. */
  cpu?: string;
  /** Memory. */
  memory?: string;
}

/** The least that a container may request (LimitRange): a pod that requests 0 counts towards no quota and takes what others paid for. Init containers and injected sidecars count, too. */
export interface MinRequests {
  /** CPU. */
  cpu?: string;
  /** Memory. */
  memory?: string;
}

/** What each of the team's namespaces may have besides its share of the pools (ResourceQuota). Objects beyond it stay where they are there already; new ones are refused. */
export interface ObjectQuota {
  /** Pods that have not ended, whatever they request. The policy team-namespace-has-quota advises against unlimited. Default: as many as the nodes of the team's pools take at their limits. */
  pods?: string;
  /** Services of type LoadBalancer. AWS allows an account 50 Network Load Balancers in a region, and each costs about USD 16 a month. */
  loadBalancers?: string;
  /** Ports of Services that every node opens: those of type NodePort, and of LoadBalancer unless allocateLoadBalancerNodePorts is false. The cluster has 2768. */
  nodePorts?: string;
  /** Sum of what PersistentVolumeClaims request. 10Ti of gp3 cost about USD 820 a month. */
  storage?: string;
}

export interface AmiSelectorTerm {
  /** One AMI by id. */
  id?: string;
  /** AMIs by name. */
  name?: string;
  /** Account that owns AMIs found by name or tags. */
  owner?: string;
  /** AMIs by tags; the value "*" asks only for the key. */
  tags?: { [key: string]: string };
  /** AMI whose id is the value of an SSM parameter. Karpenter's role may then read exactly this one; a parameter of another account must be shared with this one. */
  ssmParameter?: string;
}

export interface Disk {
  /** Device that the AMI expects: AL2023 boots from /dev/xvda; Bottlerocket keeps data on /dev/xvdb. */
  deviceName: string;
  /** Size in GiB. */
  sizeGiB: number;
  /** EBS volume type. One of gp3, gp2, io1, io2, st1, sc1, standard. */
  type?: string;
  /** Provisioned IOPS (gp3, io1, io2). */
  iops?: number;
  /** Throughput in MiB/s (gp3). */
  throughput?: number;
  /** Encrypt the volume. */
  encrypted?: boolean;
  /** KMS key that encrypts the volume. Karpenter's role may then use exactly this one through EC2; the key's own policy must allow it as well, or nodes fail at launch. Default: the account's EBS key. */
  kmsKeyId?: string;
  /** Snapshot that the volume starts from. */
  snapshotId?: string;
  /** MiB/s at which the snapshot's blocks are loaded, so that the volume is not slow at first. EBS bills it by the GiB. */
  volumeInitializationRate?: number;
  /** Marks the volume whose size counts as the node's ephemeral storage. */
  rootVolume?: boolean;
  /** Delete the volume with its node. */
  deleteOnTermination?: boolean;
}

/** Kubelet settings. A change drifts all nodes of the class. */
export interface Kubelet {
  /** Most pods on a node. Default: 110 with `prefixDelegation`, else what the type's network interfaces carry. */
  maxPods?: number;
  /** Most pods per vCPU. */
  podsPerCore?: number;
  /** DNS servers of pods. A list here replaces the default. Default: the cluster's. */
  clusterDNS?: string[];
  /** Kept for the system. */
  systemReserved?: { [key: string]: string };
  /** Kept for Kubernetes' own daemons. */
  kubeReserved?: { [key: string]: string };
  /** Thresholds that evict pods at once. */
  evictionHard?: { [key: string]: string };
  /** Thresholds that evict pods after their grace period. */
  evictionSoft?: { [key: string]: string };
  /** Grace period of each soft threshold. */
  evictionSoftGracePeriod?: { [key: string]: string };
  /** Longest grace period of an evicted pod, in seconds. */
  evictionMaxPodGracePeriod?: number;
  /** Disk use that starts image clean-up, in percent. */
  imageGCHighThresholdPercent?: number;
  /** Disk use that ends image clean-up, in percent. */
  imageGCLowThresholdPercent?: number;
  /** Enforce CPU limits. */
  cpuCFSQuota?: boolean;
}

/** Instance metadata service. */
export interface MetadataOptions {
  /** required is IMDSv2 only. One of required, optional. */
  httpTokens?: string;
  /** Network hops to the metadata service: with 1, pods cannot take the node's credentials. */
  httpPutResponseHopLimit?: number;
  /** The metadata service itself. One of enabled, disabled. */
  httpEndpoint?: string;
  /** Metadata over IPv6. One of enabled, disabled. */
  httpProtocolIPv6?: string;
}

export interface CapacityReservation {
  /** One reservation by id. */
  id?: string;
  /** Reservations by tags. */
  tags?: { [key: string]: string };
  /** Account that owns reservations found by tags. */
  ownerId?: string;
  /** Only reservations of this kind. One of open, targeted. */
  instanceMatchCriteria?: string;
}

/** Placement group of the instances, by name or by id; it must exist. */
export interface PlacementGroupSelector {
  /** Its name. */
  name?: string;
  /** Its id. */
  id?: string;
}

export interface NetworkInterface {
  /** Network card, from 0. */
  networkCardIndex: number;
  /** Interface of the card, from 0. */
  deviceIndex: number;
  /** interface carries IP; efa-only is an Elastic Fabric Adapter without it. One of interface, efa-only. */
  interfaceType: string;
}

/** How long security groups remember idle connections; on Nitro types only. */
export interface ConnectionTracking {
  /** Seconds until an idle established TCP connection is forgotten. Default: EC2's, by instance type. */
  tcpEstablishedTimeout?: number;
  /** Seconds for UDP flows with more than one request and response. Default: EC2's 180. */
  udpStreamTimeout?: number;
  /** Seconds for UDP flows in one direction, or with one request and response. Default: EC2's 30. */
  udpTimeout?: number;
}

/** CPU features of the instances. */
export interface CpuOptions {
  /** Virtual machines inside the instance. One of enabled, disabled. */
  nestedVirtualization?: string;
}

/** The team's EC2NodeClass; each key replaces that of nodeClassDefaults, but tags, kubelet and metadataOptions are joined key by key. */
export interface NodeClass {
  /** How nodes boot; must be said beside `amiSelectorTerms`. AL2 is gone: its last Kubernetes was 1.32. Windows is refused: the program makes no access entry, policy and IPAM for it. Default: that of `amiAlias`, else AL2023. One of AL2023, Bottlerocket, Custom. */
  amiFamily?: string;
  /** AMI by family and release, which must have images for `cluster.version`: checked against the releases known to this version of the program. `@latest` rolls all nodes at each release, so production must pin one. Default: development: the family's `@latest`, production: none. */
  amiAlias?: string;
  /** AMIs of your own instead of an alias: those that match every field of any one term. */
  amiSelectorTerms?: AmiSelectorTerm[];
  /** Volumes of each node. They replace all of the family's own, so name its root device, too. A list here replaces the default. Default: the family's (AL2023: 20 GiB gp3, encrypted). */
  disks?: Disk[];
  /** Kubelet settings. A change drifts all nodes of the class. */
  kubelet?: Kubelet;
  /** Merged into the family's own start-up data. May be encrypted. */
  userData?: string;
  /** Tags of instances, volumes and interfaces, besides the team's. A change drifts all nodes of the class. */
  tags?: { [key: string]: string };
  /** Instance metadata service. */
  metadataOptions?: MetadataOptions;
  /** On-demand capacity reservations that pools with capacity type `reserved` may use. */
  capacityReservations?: CapacityReservation[];
  /** Security groups attached to nodes, besides the cluster's own. */
  securityGroupIds?: string[];
  /** Use local NVMe disks as the node's ephemeral storage. One of RAID0. */
  instanceStorePolicy?: string;
  /** Placement group of the instances, by name or by id; it must exist. */
  placementGroupSelector?: PlacementGroupSelector;
  /** Network interfaces of each instance, such as EFA for training; card 0, device 0 must be an `interface`. Pools must then admit types that have them all. */
  networkInterfaces?: NetworkInterface[];
  /** How long security groups remember idle connections; on Nitro types only. */
  connectionTracking?: ConnectionTracking;
  /** CPU features of the instances. */
  cpuOptions?: CpuOptions;
  /** /28 prefixes that EC2 assigns to the first interface at launch, before the VPC CNI asks for more. Takes part in no drift. */
  ipPrefixCount?: number;
  /** CloudWatch metrics every minute instead of every five. Cost: about 2.10 USD a month for each node. */
  detailedMonitoring?: boolean;
}

/** Generations: the first number in the family's name. Default: 3 and newer, unless the pool names families, types, GPUs, accelerators or a category other than c, g, i, m, p, r, t. */
export interface InstanceGenerations {
  /** Oldest generation. */
  atLeast?: number;
  /** Newest generation. */
  atMost?: number;
}

export interface Requirement {
  /** A label of nodes: one of Karpenter's, or a key of your own. */
  key: string;
  /** How the label's value is compared. One of In, NotIn, Exists, DoesNotExist, Gt, Lt, Gte, Lte. */
  operator: string;
  /** In and NotIn: one or more; Gt, Lt, Gte, Lte: one whole number in quotes; Exists and DoesNotExist: none. */
  values?: string[];
  /** How many different values must stay possible (alpha); with fewer, Karpenter makes no node. */
  minValues?: number;
}

export interface Taint {
  /** Key of the taint. */
  key: string;
  /** Value of the taint. */
  value?: string;
  /** What it does to pods without the toleration. One of NoSchedule, PreferNoSchedule, NoExecute. */
  effect: string;
}

export interface StartupTaint {
  /** Key of the taint. */
  key: string;
  /** Value of the taint. */
  value?: string;
  /** What it does to pods without the toleration. One of NoSchedule, PreferNoSchedule, NoExecute. */
  effect: string;
}

export interface Budget {
  /** Most nodes disrupted at a time. Percentages round up. */
  nodes: string;
  /** Disruptions that the budget is for. Unhealthy is node repair, a disruption from Karpenter 1.15 on. A list here replaces the default. Default: all. One of Underutilized, Empty, Drifted, Unhealthy. */
  reasons?: string[];
  /** When the budget becomes active, in UTC. Needs a duration. Without both it is always active. */
  schedule?: string;
  /** How long it stays active. Needs a schedule. */
  duration?: string;
}

export interface Maintenance {
  /** Days on which `from` lies: "everyday", "weekdays", "weekends" or a list of mon to sun. */
  days: string[];
  /** When it begins, 00:00 to 23:59. */
  from: string;
  /** When it ends, 00:01 to 24:00; at or before `from` it is on the next day. */
  to: string;
  /** Zone of the times: an IANA name of region and city, or UTC. */
  timezone: string;
}

/** How Karpenter may take nodes away. */
export interface Disruption {
  /** Which nodes Karpenter removes or replaces to save money. One of WhenEmpty, WhenEmptyOrUnderutilized, Balanced. */
  consolidationPolicy?: string;
  /** How long no pod may come or go on a node before Karpenter considers removing it. Karpenter's own 0s removes nodes that the next pods need again. */
  consolidateAfter?: string;
  /** How many nodes may be disrupted at a time; of the active budgets the lowest applies, and while none is active nothing bounds them: keep one without a schedule. Expiry and interruption ignore budgets; node repair keeps to them from Karpenter 1.15 on. A list here replaces the default. */
  budgets?: Budget[];
  /** The only times at which Karpenter consolidates nodes or replaces them for drift; `budgets` say how many at a time. What started inside may end later, by up to an hour and the pool's `terminationGracePeriod`. Compiled to freezes, budgets of 0 in UTC. Broken nodes are repaired at any time; expiry, interruption and the scale-down of a static pool ignore it. A list here replaces the default. Default: at any time. */
  maintenance?: Maintenance[];
}

export interface Pool {
  /** Name, unique in its team. A change replaces the pool and its nodes, unless `formerNames` keeps the old one. */
  name: string;
  /** Names that the pool had before, the first one first. The NodePool object, its node class and its placeholders keep the first one, so nodes stay. */
  formerNames?: string[];
  /** Pools of higher weight are tried first. */
  weight?: number;
  /** Nodes of a static pool (alpha, feature gate staticCapacity). Cannot be added to or taken from a pool that exists. */
  replicas?: number;
  /** Overrides of the team's node class: the pool gets an EC2NodeClass of its own. */
  nodeClass?: NodeClass;
  /** How instances are bought; Karpenter takes reserved first, then the cheapest. A list here replaces the default. One of spot, on-demand, reserved. */
  capacityTypes?: string[];
  /** CPU architectures. A list here replaces the default. One of amd64, arm64. */
  architectures?: string[];
  /** Letters before the generation: c, m, r. A list here replaces the default. Default: c, m and r, unless the pool names families, types, GPUs or accelerators. */
  instanceCategories?: string[];
  /** Families: m7i, c7g. */
  instanceFamilies?: string[];
  /** Sizes: large, 2xlarge. */
  instanceSizes?: string[];
  /** Exact types: m5.large. */
  instanceTypes?: string[];
  /** Generations: the first number in the family's name. Default: 3 and newer, unless the pool names families, types, GPUs, accelerators or a category other than c, g, i, m, p, r, t. */
  instanceGenerations?: InstanceGenerations;
  /** Availability zones, of the network's. A list here replaces the default. Default: all of the network's. */
  zones?: string[];
  /** Any further requirement on nodes. */
  requirements?: Requirement[];
  /** Taints besides the team's own. */
  taints?: Taint[];
  /** Taints that something else removes once a node is ready; if nothing does, the node stays unused. */
  startupTaints?: StartupTaint[];
  /** Labels of the pool's nodes. */
  labels?: { [key: string]: string };
  /** Annotations of the pool's nodes. A change replaces them (drift). */
  annotations?: { [key: string]: string };
  /** The most that the pool may reach. cpu and memory are required; a pool with `replicas` takes nodes and nothing else. */
  limits?: { [key: string]: string };
  /** How Karpenter may take nodes away. */
  disruption?: Disruption;
  /** Longest life of a node, after which it is replaced, budgets or not. 720h is 30 days. "Never" is refused by the policy pool-expires-in-bounds unless a policy config sets its max to Never. */
  expireAfter?: string;
  /** Longest drain of a node; then pods are killed, whatever their disruption budgets say. With it, drift (each new AMI) drains nodes with `karpenter.sh/do-not-disrupt` pods, too. "Never", Karpenter's default, leaves it out: such nodes stay until their pods end, and a drain may hang forever. */
  terminationGracePeriod?: string;
}

/** What a stack file says of a team. */
export interface TeamSettings {
  /** Who answers for the team's pools: label on its namespaces and nodes, tag on its instances. A change drifts all its nodes. Default: the team's name. */
  owner?: string;
  /** Labels of the team's namespaces and nodes. A change drifts all its nodes. */
  labels?: { [key: string]: string };
  /** Cost tags of the team's instances, volumes and interfaces. A change drifts all its nodes. */
  tags?: { [key: string]: string };
  /** Namespaces made for the team. A list here replaces the default. Default: one of the team's name. */
  namespaces?: string[];
  /** Each namespace's share of the pod capacity of the team's pools (allocatable, at their limits). Required with several namespaces; a single one gets all of it, that of the shared pools open to the team included. */
  quotas?: { [key: string]: { [key: string]: string } };
  /** What keeps other pods off the team's nodes, and its pods on them: enforced is a taint and an admission policy, prefer a taint that the scheduler only tries to respect, none nothing. One of enforced, prefer, none. */
  isolation?: string;
  /** Pod Security level that the team's namespaces enforce. baseline stops host access and privileged containers; restricted also root. privileged lets pods take over their nodes: it is refused with shared pools and with isolation other than enforced. One of restricted, baseline, privileged. */
  podSecurity?: string;
  /** Traffic denied unless listed: ingress from other namespaces, both also egress (DNS, the namespace itself and the Pod Identity agent stay open), or none. One of ingress, both, none. */
  networkPolicy?: string;
  /** Sources outside the namespace that reach the team's pods. */
  allowIngress?: AllowIngress;
  /** Where the team's pods may connect to besides; needs networkPolicy both. */
  allowEgress?: AllowEgress;
  /** Requests of a container that states none (LimitRange): without them the quota would refuse it. No limits are set: a default limit refuses containers that request more. */
  requests?: Requests;
  /** The least that a container may request (LimitRange): a pod that requests 0 counts towards no quota and takes what others paid for. Init containers and injected sidecars count, too. */
  minRequests?: MinRequests;
  /** What each of the team's namespaces may have besides its share of the pools (ResourceQuota). Objects beyond it stay where they are there already; new ones are refused. */
  objectQuota?: ObjectQuota;
  /** The team's EC2NodeClass; each key replaces that of nodeClassDefaults, but tags, kubelet and metadataOptions are joined key by key. */
  nodeClass?: NodeClass;
  /** Pools of the team's own. A team may use shared pools only. */
  pools?: Pool[];
}

/** What a stack file says of a shared pool. */
export interface PoolSettings {
  /** Pools of higher weight are tried first. */
  weight?: number;
  /** Nodes of a static pool (alpha, feature gate staticCapacity). Cannot be added to or taken from a pool that exists. */
  replicas?: number;
  /** Overrides of the team's node class: the pool gets an EC2NodeClass of its own. */
  nodeClass?: NodeClass;
  /** Teams that may use the pool, or "all". A list puts a taint on the pool that only these teams are told to tolerate. */
  teams?: string[];
  /** How instances are bought; Karpenter takes reserved first, then the cheapest. A list here replaces the default. One of spot, on-demand, reserved. */
  capacityTypes?: string[];
  /** CPU architectures. A list here replaces the default. One of amd64, arm64. */
  architectures?: string[];
  /** Letters before the generation: c, m, r. A list here replaces the default. Default: c, m and r, unless the pool names families, types, GPUs or accelerators. */
  instanceCategories?: string[];
  /** Families: m7i, c7g. */
  instanceFamilies?: string[];
  /** Sizes: large, 2xlarge. */
  instanceSizes?: string[];
  /** Exact types: m5.large. */
  instanceTypes?: string[];
  /** Generations: the first number in the family's name. Default: 3 and newer, unless the pool names families, types, GPUs, accelerators or a category other than c, g, i, m, p, r, t. */
  instanceGenerations?: InstanceGenerations;
  /** Availability zones, of the network's. A list here replaces the default. Default: all of the network's. */
  zones?: string[];
  /** Any further requirement on nodes. */
  requirements?: Requirement[];
  /** Taints besides the team's own. */
  taints?: Taint[];
  /** Taints that something else removes once a node is ready; if nothing does, the node stays unused. */
  startupTaints?: StartupTaint[];
  /** Labels of the pool's nodes. */
  labels?: { [key: string]: string };
  /** Annotations of the pool's nodes. A change replaces them (drift). */
  annotations?: { [key: string]: string };
  /** The most that the pool may reach. cpu and memory are required; a pool with `replicas` takes nodes and nothing else. */
  limits?: { [key: string]: string };
  /** How Karpenter may take nodes away. */
  disruption?: Disruption;
  /** Longest life of a node, after which it is replaced, budgets or not. 720h is 30 days. "Never" is refused by the policy pool-expires-in-bounds unless a policy config sets its max to Never. */
  expireAfter?: string;
  /** Longest drain of a node; then pods are killed, whatever their disruption budgets say. With it, drift (each new AMI) drains nodes with `karpenter.sh/do-not-disrupt` pods, too. "Never", Karpenter's default, leaves it out: such nodes stay until their pods end, and a drain may hang forever. */
  terminationGracePeriod?: string;
}
