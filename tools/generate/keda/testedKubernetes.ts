/**
 * Kubernetes minors that each minor of KEDA was tested with. Looked up by hand, since the module does not say it: keda.sh,
 * docs, operate/cluster, "Kubernetes Compatibility", as the page of 2.22 has it (seen 2026-11-26).
 */
export const testedKubernetes: Readonly<Record<string, { readonly oldest: string; readonly newest: string }>> = {
  "2.20": { oldest: "1.33", newest: "1.35" },
  "2.21": { oldest: "1.34", newest: "1.36" },
};
