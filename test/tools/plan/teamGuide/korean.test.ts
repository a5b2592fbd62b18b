import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strings } from "../../../../tools/plan/teamGuide/strings";
import { piecesOf, type Text } from "../../../../tools/plan/teamGuide/text";
import { root } from "../../../support/plans";
import { page } from "./guides";

const korean = readFileSync(join(root, "tools/plan/teamGuide/korean.ts"), "utf8");
const textOf = (text: Text) =>
  piecesOf(text)
    .map((piece) => (typeof piece === "string" ? piece : "code" in piece ? `\`${piece.code}\`` : piece.value))
    .join("");

describe("a team guide in Korean", () => {
  it("has the sentences that its readers corrected", () => {
    const text = page("dotori", "ko");
    for (const sentence of [
      "자동으로 생성되는 문서이므로 직접 수정하지 마세요",
      "플랫폼 팀에 PR을 보내 주세요",
      "용량 유형(온디맨드/스팟/예약)",
      "평일 09:00~18:00(한국 시간): 드리프트나 통합으로 인한 교체를 하지 않음",
      "토 22:00~다음 날 06:00(한국 시간)에만 드리프트나 통합으로 인한 교체를 허용",
      "최대 1시간 동안 드레인 / 수명은 30일(720시간)",
      "온디맨드 정가 기준으로 시간당 최대",
      "우선순위가 낮은 자리 확보용(placeholder) 파드가 노드를 미리 띄워 둡니다",
    ])
      assert.ok(text.includes(sentence), sentence);
    assert.equal(
      textOf(strings.ko.quota(strings.ko.quotaNames["requests.cpu"], "199.36 vCPU")),
      "CPU requests 합계 상한: 199.36 vCPU",
    );
  });

  it("has no particle after a value that depends on how the value ends", () => {
    // 은/는, 이/가, 을/를, 과/와, 으로/로, 이라/라: a name, an amount or a word of English may end in any sound
    const particle = /\}(은|는|이|가|을|를|과|와|으로|로|이나|나|이며|며|이고|고|이라|라|아|야)(?![가-힣])/g;
    assert.deepEqual(korean.match(particle) ?? [], []);
    assert.ok("{name}을".match(particle), "the pattern finds one");
  });

  it("says days and hours as they are said", () => {
    const at = { from: "09:00", to: "18:00", nextDay: false } as const;
    const { weekTime, plainWindow, duration, budget } = strings.ko;
    assert.deepEqual(
      [
        weekTime({ ...at, days: "weekdays" }, "Asia/Seoul"),
        weekTime({ ...at, days: "weekends" }, "UTC"),
        weekTime({ days: ["mon", "wed"], from: "22:00", to: "06:00", nextDay: true }, "Europe/Berlin"),
        textOf(plainWindow({ days: "everyday", from: "03:00", to: "10:00", timezone: "Asia/Tokyo" })),
        textOf(plainWindow({ days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", lead: 15 })),
      ],
      [
        "평일 09:00~18:00(한국 시간)",
        "주말 09:00~18:00(UTC)",
        "월·수 22:00~다음 날 06:00(Europe/Berlin 기준)",
        "매일 03:00~10:00(일본 시간)",
        "평일 09:00~18:00(한국 시간, 15분 전부터 노드 시작)",
      ],
    );
    assert.deepEqual(
      [
        duration({ days: 30, hours: 720, minutes: 0, seconds: 0 }),
        duration({ hours: 1, minutes: 30, seconds: 0 }),
        duration({ hours: 0, minutes: 0, seconds: 0 }),
      ],
      ["30일(720시간)", "1시간 30분", "0초"],
    );
    assert.deepEqual(
      [
        textOf(budget("0", ["drift"])),
        textOf(budget("10%", ["drift", "empty"])),
        textOf(budget("2", ["consolidation"])),
        textOf(budget("1", ["drift", "repair"])),
      ],
      [
        "드리프트로 인한 교체를 하지 않음",
        "드리프트나 빈 노드 통합으로 인한 교체를 한 번에 전체 노드의 10%까지만 허용",
        "통합으로 인한 교체를 한 번에 2대까지만 허용",
        "드리프트나 고장 난 노드 복구로 인한 교체를 한 번에 1대까지만 허용",
      ],
    );
  });

  it("is Korean in every sentence", () => {
    const sentences = page("dotori", "ko")
      .replace(/```[\s\S]*?```/g, "")
      .split("\n")
      .filter((line) => line.trim() !== "" && !line.startsWith("|") && !/^\s*- `[^`]+`$/.test(line));
    assert.deepEqual(
      sentences.filter((line) => !/[가-힣]/.test(line)),
      [],
    );
  });
});
