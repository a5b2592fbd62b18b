/** Launch templates that were made through the front layer, as they were asked for. */
import type { Parameters } from "./call";
import { type LaunchTemplate, recordOf, specifiedTags, textOf } from "./needs/need";

export class Templates {
  private readonly byName = new Map<string, LaunchTemplate>();
  private readonly deleted: LaunchTemplate[] = [];

  /** @param id as moto answered it */
  add(parameters: Parameters, id: string): LaunchTemplate {
    const template = {
      id,
      name: textOf(parameters.LaunchTemplateName),
      tags: specifiedTags(parameters.TagSpecification, "launch-template") ?? {},
      data: recordOf(parameters.LaunchTemplateData),
    };
    this.byName.set(template.name, template);
    return template;
  }

  remove(nameOrId: string): void {
    const template = this.find(nameOrId);
    if (template === undefined) return;
    this.byName.delete(template.name);
    this.deleted.push(template);
  }

  find(nameOrId: string): LaunchTemplate | undefined {
    return this.byName.get(nameOrId) ?? [...this.byName.values()].find(({ id }) => id === nameOrId);
  }

  /** All that were ever made, deleted ones included. */
  get all(): readonly LaunchTemplate[] {
    return [...this.deleted, ...this.byName.values()];
  }
}
