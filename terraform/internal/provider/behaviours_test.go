package provider_test

// What a change of an attribute does to the resource, and what an update leaves of a computed value.
const (
	replaces = "replaces the resource"
	updates  = "updates in place"
	observed = "is observed only"

	stays  = "stays over updates"
	varies = "may vary with an update"
	given  = "is given or has a default"
)

type behaviour struct{ change, computed string }

var behaviours = map[string]map[string]behaviour{
	"aerie_project": {
		"id":              {observed, stays},
		"organization_id": {replaces, given},
		"name":            {updates, given},
		"created_at":      {observed, stays},
	},
	"aerie_cluster": {
		"id":                  {observed, stays},
		"organization_id":     {observed, stays},
		"project_id":          {replaces, given},
		"name":                {updates, given},
		"region":              {replaces, given},
		"class":               {replaces, stays},
		"engine":              {replaces, stays},
		"version":             {observed, varies},
		"units":               {updates, stays},
		"replicas":            {updates, stays},
		"suspended":           {updates, given},
		"deletion_policy":     {updates, stays},
		"deletion_protection": {updates, stays},
		"labels":              {updates, given},
		"state":               {observed, varies},
		"endpoint":            {observed, stays},
		"created_at":          {observed, stays},

		"autoscaling":        {updates, given},
		"allowed_cidrs":      {updates, given},
		"maintenance_window": {updates, given},
		"tiering":            {updates, given},
	},
	"aerie_api_key": {
		"id":                       {observed, stays},
		"organization_id":          {replaces, given},
		"project_id":               {replaces, given},
		"cluster_ids":              {replaces, given},
		"name":                     {replaces, given},
		"role":                     {replaces, given},
		"scopes":                   {replaces, given},
		"ip_allowlist":             {replaces, given},
		"expires_at":               {replaces, given},
		"rotation_trigger":         {updates, given},
		"rotation_overlap_seconds": {updates, given},
		"predecessor_ids":          {observed, stays},
		"created_at":               {observed, stays},
		"secret":                   {observed, stays},
	},
	"aerie_project_role": {
		"id":              {observed, stays},
		"organization_id": {replaces, given},
		"name":            {updates, given},
		"permissions":     {updates, given},
		"data_role":       {updates, given},
		"created_at":      {observed, stays},
	},
	"aerie_project_membership": {
		"id":              {observed, stays},
		"organization_id": {replaces, given},
		"project_id":      {replaces, given},
		"member_id":       {replaces, given},
		"role":            {updates, given},
	},
	"aerie_member": {
		"id":              {observed, stays},
		"organization_id": {replaces, given},
		"email":           {replaces, given},
		"name":            {observed, stays},
		"role":            {updates, given},
		"projects":        {updates, given},
		"disabled":        {updates, given},
		"created_at":      {observed, stays},
	},
	"aerie_invitation": {
		"id":              {observed, stays},
		"organization_id": {replaces, given},
		"email":           {replaces, given},
		"role":            {replaces, given},
		"expires_at":      {observed, stays},
		"accepted_at":     {observed, stays},
		"created_at":      {observed, stays},
	},
	"aerie_service_account": {
		"id":               {observed, stays},
		"organization_id":  {replaces, given},
		"name":             {updates, given},
		"role":             {updates, given},
		"projects":         {updates, given},
		"disabled":         {updates, given},
		"rotation_trigger": {updates, given},
		"created_at":       {observed, stays},
		"secret":           {observed, stays},
		"token_url":        {observed, stays},
	},
	"aerie_notification_channel": {
		"id":              {observed, stays},
		"organization_id": {replaces, given},
		"name":            {updates, given},
		"email":           {updates, given},
		"webhook":         {updates, given},
		"slack":           {updates, given},
		"created_at":      {observed, stays},
	},
	"aerie_alert_rule": {
		"id":              {observed, stays},
		"organization_id": {replaces, given},
		"name":            {updates, given},
		"condition":       {updates, given},
		"channel_ids":     {updates, given},
		"enabled":         {updates, given},
		"created_at":      {observed, stays},
	},
	"aerie_audit_sink": {
		"id":              {observed, stays},
		"organization_id": {replaces, given},
		"name":            {updates, given},
		"enabled":         {updates, given},
		"from_sequence":   {replaces, given},
		"s3":              {updates, given},
		"https":           {updates, given},
		"syslog":          {updates, given},
		"created_at":      {observed, stays},
	},
	"aerie_backup_schedule": {
		"id":         {observed, stays},
		"cluster_id": {replaces, given},
		"name":       {updates, given},
		"schedule":   {updates, given},
		"time_zone":  {updates, given},
		"keep_count": {updates, given},
		"keep_age":   {updates, given},
		"verify":     {updates, given},
		"suspended":  {updates, given},
		"created_at": {observed, stays},
	},
}
