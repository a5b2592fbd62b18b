/** Made by `npm run generate` from the files of versions/: every row, oldest first. */
import type { KarpenterVersionRow } from "./versionRow";
import v1_9 from "./versions/1.9.json";
import v1_10 from "./versions/1.10.json";
import v1_11 from "./versions/1.11.json";
import v1_12 from "./versions/1.12.json";
import v1_13 from "./versions/1.13.json";
import v1_14 from "./versions/1.14.json";
import v1_15 from "./versions/1.15.json";

const rows: unknown = [v1_9, v1_10, v1_11, v1_12, v1_13, v1_14, v1_15];

export const versionRows = rows as readonly KarpenterVersionRow[];
