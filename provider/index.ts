/**
 * The component provider: Team and NodePool for programs in Python, Go, Java, .NET, YAML and TypeScript, by `pulumi package add`.
 * Importing this file starts its server.
 */
import { componentProviderHost } from "@pulumi/pulumi/provider/experimental";
import { NodePool } from "./nodePool";
import { Team } from "./team";

void componentProviderHost({ name: "nodepools", components: [Team, NodePool], dirname: __dirname });
