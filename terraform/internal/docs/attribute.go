package docs

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	data "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// attribute is what attributes of resources and of data sources have in common.
type attribute interface {
	GetMarkdownDescription() string
	GetType() attr.Type
	IsRequired() bool
	IsOptional() bool
	IsSensitive() bool
}

// rows has one row for each attribute that is given, or that is told, and under it those inside.
func rows(ctx context.Context, attributes map[string]attribute, given bool, prefix string) string {
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		one := attributes[name]
		if prefix == "" && given != (one.IsRequired() || one.IsOptional()) {
			continue
		}
		fmt.Fprintf(&out, "| `%s%s` | %s | %s |\n", prefix, name, facts(ctx, one), one.GetMarkdownDescription())
		out.WriteString(rows(ctx, nested(one), given, prefix+name+"."))
	}
	return out.String()
}

func facts(ctx context.Context, one attribute) string {
	all := []string{kindOf(one.GetType())}
	if one.IsRequired() {
		all = append(all, "required")
	}
	if one.IsSensitive() {
		all = append(all, "sensitive")
	}
	if replaces(ctx, one) {
		all = append(all, "**a change makes a new one**")
	}
	return strings.Join(all, ", ")
}

func kindOf(of attr.Type) string {
	switch of.(type) {
	case types.SetType:
		return "set"
	case types.ListType:
		return "list"
	case types.MapType:
		return "map"
	case types.ObjectType:
		return "object"
	}
	switch {
	case of.Equal(types.BoolType):
		return "bool"
	case of.Equal(types.Int64Type), of.Equal(types.Float64Type):
		return "number"
	}
	return "string"
}

func nested(one attribute) map[string]attribute {
	switch typed := one.(type) {
	case schema.SingleNestedAttribute:
		return common(typed.Attributes)
	case schema.SetNestedAttribute:
		return common(typed.NestedObject.Attributes)
	case schema.ListNestedAttribute:
		return common(typed.NestedObject.Attributes)
	case data.ListNestedAttribute:
		return common(typed.NestedObject.Attributes)
	}
	return nil
}

func common[A attribute](attributes map[string]A) map[string]attribute {
	all := map[string]attribute{}
	for name, one := range attributes {
		all[name] = one
	}
	return all
}

type described interface{ Description(context.Context) string }

// replaces tells whether a plan modifier makes a new one of a change.
func replaces(ctx context.Context, one attribute) bool {
	switch typed := one.(type) {
	case schema.StringAttribute:
		return anyReplaces(ctx, typed.PlanModifiers)
	case schema.Int64Attribute:
		return anyReplaces(ctx, typed.PlanModifiers)
	case schema.SetAttribute:
		return anyReplaces(ctx, typed.PlanModifiers)
	case schema.SetNestedAttribute:
		return anyReplaces(ctx, typed.PlanModifiers)
	}
	return false
}

func anyReplaces[M described](ctx context.Context, modifiers []M) bool {
	return slices.ContainsFunc(modifiers, func(one M) bool {
		text := one.Description(ctx)
		return strings.Contains(text, "destroy and recreate") || strings.Contains(text, "makes a new one")
	})
}
