package alertrule

import (
	"maps"
	"regexp"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/attribute"
)

const (
	mostChannels = 10
	mostNamed    = 20
	mostHours    = 1<<31 - 1
	aDay         = 1440
)

var (
	validOperation = regexp.MustCompile(`^[A-Z_]{1,40}$`)
	states         = []string{"CREATING", "RUNNING", "MODIFYING", "SUSPENDING", "SUSPENDED", "RESUMING", "DELETING", "ABNORMAL"}
	quotas         = []string{"PROJECTS", "CLUSTERS", "UNITS", "API_KEYS", "MEMBERS", "SERVICE_ACCOUNTS", "PROJECT_ROLES"}
	metrics        = []string{
		"ready_replicas", "memory_ratio", "storage_ratio", "busy_ratio", "search_p99_seconds", "requests_total", "rows", "collections",
	}
)

var about = schema.Schema{
	MarkdownDescription: "What an organisation wants to be told of, and by which channels. What comes true is told once, and once more when it is over.",
	Attributes: map[string]schema.Attribute{
		"id":              attribute.Told("Id, `rul_…`."),
		"organization_id": attribute.Fixed("Organisation of the rule. A change makes a new rule."),
		"name":            attribute.Given("Name, unique in the organisation.", attribute.IsName()),
		"condition": schema.SingleNestedAttribute{
			MarkdownDescription: "What has to be true.", Required: true, Attributes: condition(),
		},
		"channel_ids": schema.SetAttribute{
			MarkdownDescription: "Ids of `aerie_notification_channel`, at most 10; with `[]` alerts are only listed.",
			ElementType:         types.StringType,
			Required:            true,
			Validators:          []validator.Set{setvalidator.SizeAtMost(mostChannels)},
		},
		"enabled":    attribute.Flag("Whether it is judged. `true` when left out.", true),
		"created_at": attribute.CreatedAt(),
	},
}

func condition() map[string]schema.Attribute {
	kinds := slices.Sorted(maps.Keys(takes))
	return map[string]schema.Attribute{
		"kind": schema.StringAttribute{
			MarkdownDescription: "`OPERATION_FAILED`, `BACKUP_FAILED`, `CLUSTER_STATE`, `REGION_UNAVAILABLE`, `QUOTA_SHARE` (needs `percent`), " +
				"`USAGE_BUDGET` (needs `unit_hours`) or `METRIC` (needs `metric`, `comparison` and `threshold`).",
			Required:   true,
			Validators: []validator.String{stringvalidator.OneOf(kinds...)},
		},
		"operations": named("`OPERATION_FAILED`: only these kinds, such as `CREATE_CLUSTER`.",
			stringvalidator.RegexMatches(validOperation, "must be a kind of operation, such as CREATE_CLUSTER")),
		"states":     named("`CLUSTER_STATE`: these, such as `SUSPENDED`; `ABNORMAL` when left out.", stringvalidator.OneOf(states...)),
		"quota":      oneOf("`QUOTA_SHARE`: only this limit, such as `UNITS`; each when left out.", quotas),
		"percent":    number("`QUOTA_SHARE`: of the limit; `USAGE_BUDGET`: of the hours, 100 when left out.", 100),
		"unit_hours": number("`USAGE_BUDGET`: unit-hours of a calendar month (UTC).", mostHours),
		"metric":     oneOf("`METRIC`: its name, such as `busy_ratio`.", metrics),
		"comparison": oneOf("`METRIC`: `ABOVE` or `BELOW`.", []string{"ABOVE", "BELOW"}),
		"threshold":  schema.Float64Attribute{MarkdownDescription: "`METRIC`: what the figure is compared with.", Optional: true},
		"minutes":    number("`METRIC`: over which the figure is taken; 5 when left out.", aDay),
	}
}

func named(description string, each validator.String) schema.Attribute {
	return schema.SetAttribute{
		MarkdownDescription: description,
		ElementType:         types.StringType,
		Optional:            true,
		Validators:          []validator.Set{setvalidator.SizeBetween(1, mostNamed), setvalidator.ValueStringsAre(each)},
	}
}

func oneOf(description string, values []string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: description, Optional: true, Validators: []validator.String{stringvalidator.OneOf(values...)},
	}
}

func number(description string, most int64) schema.Attribute {
	return schema.Int64Attribute{
		MarkdownDescription: description, Optional: true, Validators: []validator.Int64{int64validator.Between(1, most)},
	}
}
