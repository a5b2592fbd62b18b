/** Device plugins: those that the stack names, with the defaults of their charts. */

import { devicePluginsSchema } from "../schema/devicePlugins";
import { filled } from "../schema/frame/default";
import type { StackInput } from "../schema/stack";
import type { DevicePluginsConfig, PoolConfig } from "../stack";

/** Undefined where none is named. */
export function resolveDevicePlugins(
  written: StackInput["devicePlugins"],
  pools: readonly PoolConfig[],
): DevicePluginsConfig | undefined {
  const { nvidia, neuron, efa } = devicePluginsSchema.shape;
  const installed = {
    ...(written?.nvidia === undefined ? {} : { nvidia: filled(nvidia.unwrap(), written.nvidia) }),
    ...(written?.neuron === undefined ? {} : { neuron: filled(neuron.unwrap(), written.neuron) }),
    ...(written?.efa === undefined ? {} : { efa: filled(efa.unwrap(), written.efa) }),
  };
  if (Object.keys(installed).length === 0) return undefined;
  const bottlerocket = pools.flatMap(({ nodeClass }) =>
    nodeClass.amiFamily === "Bottlerocket" ? [nodeClass.name] : [],
  );
  return { installed, pluginInside: [...new Set(bottlerocket)].sort() };
}
