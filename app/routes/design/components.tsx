import { Avatar } from "../../components/avatar.tsx";
import { Field } from "../../components/field.tsx";
import { CameraIcon } from "../../components/icons.tsx";
import { Notice } from "../../components/notice.tsx";
import { DayRibbon, Ribbon } from "../../components/ribbon.tsx";
import type { Face } from "../../session/card.ts";
import { Named } from "./foundations.tsx";

const SKY = { noon: 725, day: 290, twilight: 320 };
const SIZES = ["small", "row", "card", "large"] as const;

const KINDS: readonly (readonly [className: string, what: string])[] = [
  ["button", "May be done"],
  ["button button-primary", "The one thing to do"],
  ["button button-room", "The room is open"],
  ["button button-irrevocable", "Cannot be undone"],
];

export function Buttons() {
  return (
    <div className="design-lines">
      {KINDS.map(([className, what]) => (
        <div key={className} className="design-line">
          <button type="button" className={className}>
            {className.includes("room") && <CameraIcon />}
            {what}
          </button>
          <button type="button" className={className} aria-disabled="true">
            Busy
          </button>
          <code>{className}</code>
        </div>
      ))}
      <div className="design-line">
        <button type="button" className="button" disabled>
          Completed
        </button>
        <code>disabled</code>
      </div>
      <div className="design-line">
        <a href="#buttons" className="text-link">
          View Details
        </a>
        <code>text-link</code>
        <button type="button" className="link-button">
          Add hours
        </button>
        <code>link-button</code>
        <button type="button" className="icon-button" aria-label="Remove">
          ×
        </button>
        <code>icon-button</code>
      </div>
    </div>
  );
}

export function Fields() {
  return (
    <div className="design-narrow">
      <Field id="plain" label="A field" hint="What helps.">
        {(described) => <input type="text" {...described} />}
      </Field>
      <Field id="wrong" label="A field that is wrong" error="What is wrong, and what would be right.">
        {(described) => <input type="text" defaultValue="12:61" {...described} />}
      </Field>
      <Field id="choice" label="A choice">
        {(described) => (
          <select {...described}>
            <option>All roles</option>
          </select>
        )}
      </Field>
      <Field id="long" label="A text">
        {(described) => <textarea {...described} />}
      </Field>
      <label className="check">
        <input type="checkbox" defaultChecked />
        <span>Let Carlos read it, too</span>
      </label>
    </div>
  );
}

const CHIPS = ["draft", "in_progress", "completed", "cancelled", "no_show"] as const;

export function Said() {
  return (
    <div className="design-lines">
      <div className="design-line">
        {CHIPS.map((status) => (
          <span key={status} className={`chip chip-${status}`}>
            {status}
          </span>
        ))}
      </div>
      <Notice tone="good">What was asked for is done.</Notice>
      <Notice tone="plain">What has to be known first.</Notice>
      <Notice tone="warning">What went wrong, what is safe, and what to do.</Notice>
      <p className="irrevocable">This action cannot be undone.</p>
      <ol className="steps" aria-label="The steps of a refund">
        <li className="step-done">Asked for</li>
        <li className="step-now">On its way to your bank</li>
        <li className="step-later">On your card 5 to 10 days after that</li>
      </ol>
    </div>
  );
}

export function Ribbons() {
  return (
    <div className="design-motion">
      <Named title="A session" note="Nine in the morning, for an hour.">
        <Ribbon spot={{ at: 540, length: 60, sky: SKY }} thick />
      </Named>
      <Named title="Short and late" note="Ten minutes to midnight: still seen, and whole.">
        <Ribbon spot={{ at: 1_430, length: 15, sky: SKY }} thick />
      </Named>
      <Named title="In a row" note="Thin, one above the other.">
        <Ribbon spot={{ at: 540, length: 60, sky: SKY }} />
        <Ribbon spot={{ at: 900, length: 60, sky: SKY }} />
      </Named>
      <Named title="A mentor's day" note="All that it holds.">
        <DayRibbon
          sky={SKY}
          blocks={[
            { at: 540, length: 60 },
            { at: 780, length: 30 },
            { at: 1_020, length: 90 },
          ]}
          thick
        />
      </Named>
      <Named title="Polar night" note="A little twilight at noon.">
        <DayRibbon sky={{ noon: 720, day: 0, twilight: 120 }} blocks={[]} thick />
      </Named>
      <Named title="Polar day" note="The sun does not set.">
        <DayRibbon sky={{ noon: 720, day: 720, twilight: 720 }} blocks={[]} thick />
      </Named>
    </div>
  );
}

export function People({ faces }: { readonly faces: readonly Face[] }) {
  return (
    <div className="design-lines">
      <p className="soft">Initials in any script, on a colour of the person's own, until there is a photo.</p>
      <div className="design-line">
        {faces.map((face) => (
          <Avatar key={face.id} of={face} size="card" />
        ))}
      </div>
      <div className="design-line">
        {SIZES.map((size) => (
          <Avatar key={size} of={{ id: "ana", initials: "AS", photo: false }} size={size} />
        ))}
      </div>
    </div>
  );
}
