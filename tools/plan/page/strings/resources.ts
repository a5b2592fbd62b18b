/** Texts of the tree of resources, and of search. */
import type { Bilingual } from "./language";

export interface ResourcesTexts {
  readonly heading: string;
  readonly intro: string;
  readonly needsScript: string;
  readonly byType: string;
  readonly type: string;
  readonly count: string;
  readonly tree: string;
  readonly filter: string;
  readonly details: string;
  readonly search: string;
  readonly key: string;
  readonly dependsOn: string;
  readonly neededBy: string;
  readonly parent: string;
  readonly marks: string;
  readonly isProtected: string;
  readonly isExpanded: string;
  readonly nothing: string;
  readonly noResource: string;
  /** `{count}` stands for a number. */
  readonly results: string;
  readonly noResults: string;
  readonly more: string;
  readonly shown: string;
  readonly kinds: Readonly<Record<"section" | "team" | "finding" | "policy" | "resource" | "instanceType", string>>;
}

export const resources: Bilingual<ResourcesTexts> = {
  en: {
    heading: "Resources",
    intro: "Everything that `pulumi up` would make, as a tree. Choose one to see what it depends on and what needs it.",
    needsScript: "The tree needs JavaScript; the table has the number of resources by type.",
    byType: "Resources by type",
    type: "Type",
    count: "Number",
    tree: "Tree of resources",
    filter: "Filter by type or name",
    details: "Details",
    search: "Search the plan",
    key: "Key of the config",
    dependsOn: "Depends on",
    neededBy: "Needed by",
    parent: "Parent",
    marks: "Labels, annotations and tags",
    isProtected: "protected: Pulumi refuses to delete it",
    isExpanded: "made by its component",
    nothing: "nothing",
    noResource: "Choose a resource in the tree.",
    results: "{count} found",
    noResults: "Nothing found",
    more: "{count} more",
    shown: "{count} of {all} resources",
    kinds: {
      section: "section",
      team: "team",
      finding: "finding",
      policy: "policy",
      resource: "resource",
      instanceType: "instance type",
    },
  },
  ko: {
    heading: "리소스",
    intro:
      "`pulumi up`이 만들 모든 리소스의 트리입니다. 하나를 선택하면 그 리소스가 의존하는 것과 그 리소스에 의존하는 것을 볼 수 있습니다.",
    needsScript: "트리에는 JavaScript가 필요합니다. 표에는 유형별 리소스 수가 있습니다.",
    byType: "유형별 리소스",
    type: "유형",
    count: "개수",
    tree: "리소스 트리",
    filter: "유형이나 이름으로 거르기",
    details: "상세",
    search: "플랜에서 검색",
    key: "설정 키",
    dependsOn: "의존 대상",
    neededBy: "이 리소스에 의존하는 것",
    parent: "상위",
    marks: "레이블, 어노테이션, 태그",
    isProtected: "보호됨: Pulumi가 삭제를 거부합니다",
    isExpanded: "컴포넌트가 생성",
    nothing: "없음",
    noResource: "트리에서 리소스를 선택하세요.",
    results: "{count}건 찾음",
    noResults: "찾은 것이 없습니다",
    more: "{count}개 더",
    shown: "리소스 {all}개 중 {count}개",
    kinds: {
      section: "구역",
      team: "팀",
      finding: "검사 결과",
      policy: "정책",
      resource: "리소스",
      instanceType: "인스턴스 유형",
    },
  },
};
