{{- define "aerie-operator.selector" -}}
app.kubernetes.io/name: aerie-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "aerie-operator.labels" -}}
{{ include "aerie-operator.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}
