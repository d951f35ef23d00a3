package diagnose_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
)

func TestEachWrongFieldStandsAtItsAttribute(t *testing.T) {
	problem := &client.Problem{Status: 400, Code: "INVALID", Detail: "Three fields are wrong.", TraceID: "t1", Fields: []client.Field{
		{Field: "deletionPolicy", Message: "must be RETAIN or DELETE"},
		{Field: "labels.team", Message: "is too long"},
		{Field: "condition.unitHours", Message: "is missing"},
	}}

	got := diagnose.Failure("Create cluster", problem)

	wants := []path.Path{path.Root("deletion_policy"), path.Root("labels").AtMapKey("team"), path.Root("condition").AtName("unit_hours")}
	for i, want := range wants {
		at, ok := got[i].(diag.DiagnosticWithPath)
		if !ok || !at.Path().Equal(want) {
			t.Errorf("diagnostic %d is %v, want one at %s", i, got[i], want)
		}
	}
	for _, part := range []string{"must be RETAIN or DELETE", "INVALID: Three fields are wrong.", "trace t1"} {
		if !strings.Contains(got[0].Detail(), part) {
			t.Errorf("detail %q does not say %q", got[0].Detail(), part)
		}
	}
}

func TestRefusedCredentialsSayWhereToLook(t *testing.T) {
	got := diagnose.Failure("Read project", &client.Problem{Status: 401, Code: "UNAUTHENTICATED", Detail: "The key is revoked."})

	if !strings.Contains(got[0].Detail(), "AERIE_API_KEY") {
		t.Errorf("detail %q does not name the setting", got[0].Detail())
	}
}

func TestErrorsBeforeAnAnswerAreReportedAsTheyAre(t *testing.T) {
	got := diagnose.Failure("Read project", errors.New("connection refused"))

	if got[0].Summary() != "Read project failed" || got[0].Detail() != "connection refused" {
		t.Errorf("got %v", got)
	}
}
