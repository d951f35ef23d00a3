{{- define "aerie-control-plane.selector" -}}
app.kubernetes.io/name: aerie-control-plane
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "aerie-control-plane.labels" -}}
{{ include "aerie-control-plane.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}
