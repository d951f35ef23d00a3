{{- /* What the server reads: docs/architecture.md, "Local platform". */ -}}
{{- define "aerie-control-plane.environment" -}}
{{- $variables := dict
  "AERIE_HTTP_HOST" .host
  "AERIE_HTTP_PORT" .ports.http
  "AERIE_MANAGEMENT_PORT" .ports.management
  "AERIE_PUBLIC_URL" .publicUrl
  "AERIE_DB_URL" .database.url
  "AERIE_DB_OWNER_USER" .database.ownerUser
  "AERIE_DB_APP_USER" .database.appUser
  "AERIE_DB_CONNECTIONS" .database.connections
  "AERIE_OIDC_ISSUER" .identity.issuer
  "AERIE_OIDC_CLIENT_ID" .identity.clientId
  "AERIE_KEYCLOAK_ORPHANS_AGE" .identity.orphans.age
  "AERIE_KEYCLOAK_ORPHANS_MOST" .identity.orphans.most
  "AERIE_MAILS_PER_DAY" .mail.perDay
  "AERIE_PLATFORM_ADMINISTRATORS" (join "," .platformAdministrators)
  "AERIE_ORGANIZATIONS_PER_PERSON" .organizationsPerPerson
  "AERIE_PLAN_FOR_NEW_ORGANIZATIONS" .planForNewOrganizations
  "AERIE_RATE_LIMIT_BURST" .rateLimit.burst
  "AERIE_RATE_LIMIT_PER_SECOND" .rateLimit.perSecond
  "AERIE_TRUSTED_PROXY_RANGES" (join "," .trustedProxies.ranges)
  "AERIE_TRUSTED_PROXY_HEADER" .trustedProxies.header
  "AERIE_OUTBOUND_ALLOWED_RANGES" (join "," .outboundAllowedRanges)
}}
{{- $secrets := dict
  "AERIE_DB_OWNER_PASSWORD" .database.ownerPassword
  "AERIE_DB_APP_PASSWORD" .database.appPassword
  "AERIE_OIDC_CLIENT_SECRET" .identity.clientSecret
  "AERIE_SECRET_KEY" .secretKey
  "AERIE_SECRET_KEY_BEFORE" .secretKeyBefore
}}
{{- if .mail.host }}
{{- $variables = merge $variables (dict
  "AERIE_SMTP_HOST" .mail.host
  "AERIE_SMTP_PORT" .mail.port
  "AERIE_SMTP_USER" .mail.user
  "AERIE_MAIL_FROM" .mail.from
) }}
{{- $secrets = set $secrets "AERIE_SMTP_PASSWORD" .mail.password }}
{{- end }}
{{- if .region.name }}
{{- $variables = merge $variables (dict "AERIE_REGION_NAME" .region.name "AERIE_REGION_CLOUD" .region.cloud) }}
{{- $secrets = set $secrets "AERIE_REGION_TOKEN" .region.token }}
{{- end }}
{{- range $name, $value := .env }}
{{- if or (hasKey $variables $name) (hasKey $secrets $name) }}
{{- fail (printf "env.%s: the chart has a value of its own for it" $name) }}
{{- end }}
{{- end }}
{{- $all := list }}
{{- range $name, $value := merge $variables .env }}
{{- /* Helm reads numbers of files as floats, and would write 1e+06. */ -}}
{{- $text := kindIs "float64" $value | ternary (int64 $value | toString) (toString $value) }}
{{- if ne $text "" }}
{{- $all = append $all (dict "name" $name "value" $text) }}
{{- end }}
{{- end }}
{{- range $name, $entry := $secrets }}
{{- if $entry.secret }}
{{- $all = append $all (dict "name" $name "valueFrom" (dict "secretKeyRef" (dict "name" $entry.secret "key" $entry.key))) }}
{{- end }}
{{- end }}
{{- toYaml $all }}
{{- end }}
