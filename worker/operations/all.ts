import { readCalendarFeed } from "../calendar-feed.ts";
import { live } from "../live.ts";
import type { Operation } from "../operation.ts";
import { photo } from "../photos.ts";
import type { RawOperation } from "../raw-operation.ts";
import { dailyWebhook } from "../webhooks/daily.ts";
import { resendWebhook } from "../webhooks/resend.ts";
import { stripeWebhook } from "../webhooks/stripe.ts";
import { wherebyWebhook } from "../webhooks/whereby.ts";
import { adminCancelBooking } from "./admin-cancel-booking.ts";
import { adminListReconciliation, adminReadReconciliation } from "./admin-reconciliation.ts";
import { adminRefundBooking } from "./admin-refund-booking.ts";
import { adminListRefunds, adminRetryRefund, adminSettleRefund } from "./admin-refunds.ts";
import { adminRuleAttendance } from "./admin-rule-attendance.ts";
import { bookingCalendar } from "./booking-calendar.ts";
import { cancelBooking } from "./cancel-booking.ts";
import { contestBooking } from "./contest-booking.ts";
import { createBooking } from "./create-booking.ts";
import { exportMe } from "./export-me.ts";
import { listBookings } from "./list-bookings.ts";
import { listMentors } from "./list-mentors.ts";
import { listSlots } from "./list-slots.ts";
import { platformPutBooking } from "./platform-bookings.ts";
import { platformCancelBooking } from "./platform-cancel-booking.ts";
import { platformRebuildProjection } from "./platform-projection.ts";
import { platformEndTokens, platformMakeToken } from "./platform-tokens.ts";
import { platformDeleteUser, platformPutUser } from "./platform-users.ts";
import { platformListUndelivered, platformReplayWebhook } from "./platform-webhooks.ts";
import { readBooking } from "./read-booking.ts";
import { reviewBooking } from "./review-booking.ts";
import { videoLink } from "./video-link.ts";

/** The HTTP API, in the order of the product's table. Routes and the OpenAPI document are made from these lists. */
export const OPERATIONS: readonly Operation[] = [
  listBookings,
  readBooking,
  createBooking,
  cancelBooking,
  contestBooking,
  videoLink,
  bookingCalendar,
  reviewBooking,
  exportMe,
  listMentors,
  listSlots,
  adminCancelBooking,
  adminRefundBooking,
  adminRuleAttendance,
  adminListRefunds,
  adminRetryRefund,
  adminSettleRefund,
  adminListReconciliation,
  adminReadReconciliation,
  platformPutUser,
  platformDeleteUser,
  platformPutBooking,
  platformCancelBooking,
  platformMakeToken,
  platformEndTokens,
  platformListUndelivered,
  platformReplayWebhook,
  platformRebuildProjection,
];

export const RAW_OPERATIONS: readonly RawOperation[] = [
  stripeWebhook,
  dailyWebhook,
  wherebyWebhook,
  resendWebhook,
  photo,
  readCalendarFeed,
  live,
];
