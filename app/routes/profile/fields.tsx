import { Field } from "../../components/field.tsx";
import { useMessages } from "../../messages/context.tsx";
import type { ZoneGroup } from "./zones.server.ts";

export const PROFILE_FIELDS = ["name", "headline", "photo_url", "timezone", "locale"] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];

interface ProfileFieldsProps {
  readonly values: { readonly [field in ProfileField]?: string };
  readonly errors: { readonly [field in ProfileField]?: string };
  readonly zones: readonly ZoneGroup[];
}

export function ProfileFields({ values, errors, zones }: ProfileFieldsProps) {
  const t = useMessages();
  return (
    <>
      <Field id="name" label={t.profile.name} error={errors.name && t.profile.badName}>
        {(described) => (
          <input
            {...described}
            name="name"
            autoComplete="name"
            required
            maxLength={100}
            dir="auto"
            defaultValue={values.name}
          />
        )}
      </Field>
      <Field
        id="headline"
        label={
          <>
            {t.profile.headline} <span className="optional">{t.optional}</span>
          </>
        }
        hint={t.profile.headlineHint}
        error={errors.headline && t.profile.badHeadline}
      >
        {(described) => (
          <input {...described} name="headline" maxLength={160} dir="auto" defaultValue={values.headline} />
        )}
      </Field>
      <Field
        id="photo_url"
        label={
          <>
            {t.profile.photo} <span className="optional">{t.optional}</span>
          </>
        }
        hint={t.profile.photoHint}
        error={errors.photo_url && t.profile.badPhoto}
      >
        {(described) => (
          <input
            {...described}
            type="url"
            name="photo_url"
            maxLength={2000}
            defaultValue={values.photo_url}
          />
        )}
      </Field>
      <Field
        id="timezone"
        label={t.profile.zone}
        hint={t.profile.zoneHint}
        error={errors.timezone && t.profile.badZone}
      >
        {(described) => (
          <select {...described} name="timezone" defaultValue={values.timezone}>
            {zones.map(({ area, zones: places }) => (
              <optgroup key={area} label={area}>
                {places.map(({ id, label }) => (
                  <option key={id} value={id}>
                    {label}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      <Field id="locale" label={t.profile.language}>
        {(described) => (
          <select {...described} name="locale" defaultValue={values.locale}>
            <option value="en" lang="en">
              English
            </option>
            <option value="es" lang="es">
              Español
            </option>
          </select>
        )}
      </Field>
    </>
  );
}
