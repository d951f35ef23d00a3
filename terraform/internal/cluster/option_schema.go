package cluster

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// options change in place; those left out are taken away. What their texts mean is the control plane's to judge.
func options() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"allowed_cidrs": schema.SetAttribute{
			MarkdownDescription: "Ranges of addresses that may connect, such as `192.0.2.0/24`. Everybody when left out.",
			ElementType:         types.StringType,
			Optional:            true,
			Computed:            true,
			Default:             setdefault.StaticValue(types.SetValueMust(types.StringType, []attr.Value{})),
			Validators:          []validator.Set{setvalidator.SizeAtMost(100)},
		},
		"maintenance_window": schema.SingleNestedAttribute{
			MarkdownDescription: "When pods that serve may be restarted for a change; at any time when left out.",
			Optional:            true,
			Attributes:          times("When the window opens, as cron has it.", "How long it stays open, `10m` to `168h`."),
		},
		"tiering": schema.SingleNestedAttribute{
			MarkdownDescription: "Where rows are kept between reads.",
			Optional:            true,
			Attributes: map[string]schema.Attribute{
				"default": schema.StringAttribute{
					MarkdownDescription: "Tier of collections that name none by their property `aerie.tier`: `auto`, `pinned` or `cold`. `auto` when `tiering` is left out.",
					Required:            true,
					Validators:          []validator.String{stringvalidator.OneOf("auto", "pinned", "cold")},
				},
			},
		},
		"autoscaling": schema.SingleNestedAttribute{
			MarkdownDescription: "How the size follows the load, from `units` and `replicas` on; it does not when left out.",
			Optional:            true,
			Attributes:          autoscaling(),
		},
	}
}

func times(begin, duration string) map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"schedule":  schema.StringAttribute{MarkdownDescription: begin, Required: true},
		"duration":  schema.StringAttribute{MarkdownDescription: duration, Required: true},
		"time_zone": schema.StringAttribute{MarkdownDescription: "Zone of the schedule, such as `Europe/Berlin`; UTC when left out.", Optional: true},
	}
}

func autoscaling() map[string]schema.Attribute {
	schedule := times("When it begins, as cron has it.", "How long it lasts, such as `8h`.")
	schedule["min_units"] = wholeNumber("Units there are at least.", 1, 32)
	schedule["min_replicas"] = wholeNumber("Replicas there are at least.", 1, 8)
	return map[string]schema.Attribute{
		"mode": schema.StringAttribute{
			MarkdownDescription: "`AUTO`, or `DRY_RUN`: decisions are written down only.",
			Required:            true,
			Validators:          []validator.String{stringvalidator.OneOf("AUTO", "DRY_RUN")},
		},
		"units":    bounds("What may be chosen for units, 1 to 32.", 32),
		"replicas": bounds("What may be chosen for replicas, 1 to 8.", 8),
		"target": schema.SingleNestedAttribute{
			MarkdownDescription: "What is aimed at.",
			Optional:            true,
			Attributes: map[string]schema.Attribute{
				"memory_percent":   wholeNumber("Memory in use, 10 to 90; 70 when left out.", 10, 90),
				"storage_percent":  wholeNumber("Disk in use, to 90; not looked at when left out.", 0, 90),
				"busy_percent":     wholeNumber("Processor time in use, 10 to 90; 60 when left out.", 10, 90),
				"p99_milliseconds": wholeNumber("Time in which 99 of 100 searches are answered; not looked at when left out.", 0, 3_600_000),
			},
		},
		"schedules": schema.ListNestedAttribute{
			MarkdownDescription: "Times in which it is at least so large.",
			Optional:            true,
			Validators:          []validator.List{listvalidator.SizeBetween(1, 20)},
			NestedObject:        schema.NestedAttributeObject{Attributes: schedule},
		},
		"cooldown": schema.StringAttribute{
			MarkdownDescription: "How long after a change it is not made smaller, `10m` to `168h`; `30m` when left out.",
			Optional:            true,
		},
	}
}

func bounds(description string, most int64) schema.Attribute {
	end := func(which string) schema.Attribute {
		return schema.Int64Attribute{
			MarkdownDescription: which, Required: true, Validators: []validator.Int64{int64validator.Between(1, most)},
		}
	}
	return schema.SingleNestedAttribute{
		MarkdownDescription: description,
		Required:            true,
		Attributes:          map[string]schema.Attribute{"min": end("The least."), "max": end("The most.")},
	}
}

func wholeNumber(description string, least, most int64) schema.Attribute {
	return schema.Int64Attribute{
		MarkdownDescription: description, Optional: true, Validators: []validator.Int64{int64validator.Between(least, most)},
	}
}
