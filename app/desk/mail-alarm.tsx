import { Link } from "@remix-run/react";
import { LATE_COUNTED_TO } from "../../domain/mail-times.ts";
import { Notice } from "../components/notice.tsx";
import { useFrame } from "../frame.ts";
import { useMailWords } from "./mail-words.ts";

const counted = (n: number): string => (n >= LATE_COUNTED_TO ? `${LATE_COUNTED_TO}+` : String(n));

/** On every administrators' page while mails are late: people may not know that their session is off. */
export function MailAlarm() {
  const { alarm } = useMailWords();
  const late = useFrame()?.frame.lateMails;
  if (late === undefined || late.waiting + late.toldLate === 0) return null;
  return (
    <Notice tone="warning">
      {late.waiting > 0 && `${alarm.waiting(counted(late.waiting), late.waiting === 1)} `}
      {late.toldLate > 0 && `${alarm.toldLate(counted(late.toldLate), late.toldLate === 1)} `}
      <Link to="/admin/mail">{alarm.look}</Link>
    </Notice>
  );
}
