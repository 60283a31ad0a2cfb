import { alarmStands } from "./alarm-stands.ts";
import { cancelledLeavesNoRoom } from "./cancelled-leaves-no-room.ts";
import { claimComesFirst } from "./claim-comes-first.ts";
import { d1EqualsObject } from "./d1-equals-object.ts";
import { erasedIsNobody } from "./erased-is-nobody.ts";
import { eventsReachThePlatform } from "./events-reach-the-platform.ts";
import { everythingEnds } from "./everything-ends.ts";
import { finalStates } from "./final-states.ts";
import type { Invariant } from "./invariant.ts";
import { joinLinks } from "./join-links.ts";
import { mails } from "./mails.ts";
import { mailsAreSeen } from "./mails-are-seen.ts";
import { missedOnEvidence } from "./missed-on-evidence.ts";
import { newsReachesPages } from "./news-reaches-pages.ts";
import { oneRefundIntent } from "./one-refund-intent.ts";
import { paymentsEndWell } from "./payments-end-well.ts";
import { refundsHaveReasons } from "./refunds-have-reasons.ts";
import { refundsWithinCaptured } from "./refunds-within-captured.ts";
import { sameRoom } from "./same-room.ts";
import { slots } from "./slots.ts";

/** Fresh for each history: some of them remember. */
export const INVARIANTS: readonly (() => Invariant)[] = [
  refundsWithinCaptured,
  oneRefundIntent,
  refundsHaveReasons,
  paymentsEndWell,
  finalStates,
  slots,
  mails,
  mailsAreSeen,
  joinLinks,
  sameRoom,
  missedOnEvidence,
  d1EqualsObject,
  erasedIsNobody,
  eventsReachThePlatform,
  alarmStands,
  everythingEnds,
  claimComesFirst,
  cancelledLeavesNoRoom,
  newsReachesPages,
];
