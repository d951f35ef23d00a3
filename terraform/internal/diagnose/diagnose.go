// Package diagnose turns errors of the control plane into Terraform diagnostics that stand at the attribute at fault.
package diagnose

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

// maps are the fields whose keys are the caller's.
var maps = []string{"labels"}

// Failure reports that what was asked for did not happen, with the control plane's code, detail and, for wrong input,
// one diagnostic for each field.
func Failure(what string, err error) diag.Diagnostics {
	var diagnostics diag.Diagnostics
	var problem *client.Problem
	if !errors.As(err, &problem) || len(problem.Fields) == 0 {
		diagnostics.AddError(what+" failed", sentence(err))
		return diagnostics
	}
	for _, field := range problem.Fields {
		detail := fmt.Sprintf("%s: %s\n\n%s", field.Field, field.Message, problem.Error())
		diagnostics.AddAttributeError(Attribute(field.Field), what+" failed", detail)
	}
	return diagnostics
}

// Attribute is the path of a JSON field: deletionPolicy is deletion_policy, condition.percent is condition.percent,
// labels.team is labels["team"].
func Attribute(field string) path.Path {
	name, inner, isInner := strings.Cut(field, ".")
	attribute := path.Root(snake(name))
	switch {
	case !isInner:
		return attribute
	case slices.Contains(maps, name):
		return attribute.AtMapKey(inner)
	}
	for _, step := range strings.Split(inner, ".") {
		attribute = attribute.AtName(snake(step))
	}
	return attribute
}

func sentence(err error) string {
	var problem *client.Problem
	if errors.As(err, &problem) && problem.Status == 401 {
		return problem.Error() + "\n\nCheck the provider's api_key (AERIE_API_KEY): it may be mistyped, expired or revoked."
	}
	return err.Error()
}

func snake(camel string) string {
	var out strings.Builder
	for _, r := range camel {
		if unicode.IsUpper(r) {
			out.WriteByte('_')
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}
