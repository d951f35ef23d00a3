package provider_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
)

// kind is a resource with a configuration that makes one, and one that changes it in place; changed is empty when nothing does.
type kind struct {
	address, prefix string
	made, changed   string
	// field is one that the control plane may refuse, on a line of its own in the configurations.
	field string
}

// kinds are some that need no other resource, whose requests would get in between. What is tried with them is the same for all.
func kinds(p platform) []kind {
	return []kind{
		{theProject, "prj", p.config("team", ""), p.config("crew", ""), "name"},
		{theInvitation, "inv", p.invitation("ada@example.com", "MEMBER"), "", "role"},
		{theAlertRule, "rul", p.provider() + p.alertRule("one", budget, byNone), p.provider() + p.alertRule("two", budget, byNone), "name"},
	}
}

// noun is what messages call it: aerie_project_role.test is a project role.
func (k kind) noun() string {
	name := strings.TrimSuffix(strings.TrimPrefix(k.address, "aerie_"), ".test")
	return strings.ReplaceAll(name, "_", " ")
}

func (k kind) stays() resource.TestStep {
	return resource.TestStep{Config: k.made, ConfigPlanChecks: before(plancheck.ExpectResourceAction(k.address, plancheck.ResourceActionNoop))}
}

// forEachKind runs a test of each against a stand-in of its own.
func forEachKind(t *testing.T, test func(t *testing.T, p platform, k kind)) {
	for i := range kinds(platform{}) {
		p := fakePlatform(t)
		k := kinds(p)[i]
		t.Run(k.noun(), func(t *testing.T) { test(t, p, k) })
	}
}

func TestRefusedFieldStandsAtItsAttribute(t *testing.T) {
	forEachKind(t, func(t *testing.T, p platform, k kind) {
		var steps []resource.TestStep
		for _, status := range []int{http.StatusConflict, http.StatusUnprocessableEntity} {
			steps = append(steps, resource.TestStep{
				PreConfig:   func() { p.fake.RefuseField(status, k.field, "is not to be had") },
				Config:      k.made,
				ExpectError: wrapped("Create " + k.noun() + ` failed.*` + k.field + `\s+=.*is not to be had`),
			})
		}
		if k.changed == "" {
			p.run(t, steps...)
			return
		}
		p.run(t, append(steps,
			resource.TestStep{Config: k.made},
			resource.TestStep{
				PreConfig:   func() { p.fake.RefuseAll(http.MethodPatch, http.StatusConflict) },
				Config:      k.changed,
				ExpectError: wrapped("Update " + k.noun() + " failed.*NOT_NOW"),
			},
			k.stays(),
			resource.TestStep{
				PreConfig:        func() { p.fake.RefuseAll(http.MethodPatch, 0) },
				Config:           k.changed,
				ConfigPlanChecks: before(plancheck.ExpectResourceAction(k.address, plancheck.ResourceActionUpdate)),
			},
		)...)
	})
}

func TestReadOrDeletionThatFailsIsToldAndForgetsNothing(t *testing.T) {
	forEachKind(t, func(t *testing.T, p platform, k kind) {
		p.run(t,
			resource.TestStep{Config: k.made},
			resource.TestStep{
				PreConfig:   func() { p.fake.RefuseAll(http.MethodGet, http.StatusInternalServerError) },
				Config:      k.made,
				ExpectError: wrapped("Read " + k.noun() + " failed.*NOT_NOW"),
			},
			resource.TestStep{
				PreConfig: func() {
					p.fake.RefuseAll(http.MethodGet, 0)
					p.fake.RefuseAll(http.MethodDelete, http.StatusConflict)
				},
				Config: k.made, Destroy: true,
				ExpectError: wrapped("Delete " + k.noun() + " failed.*NOT_NOW"),
			},
			resource.TestStep{
				PreConfig:        func() { p.fake.RefuseAll(http.MethodDelete, 0) },
				Config:           k.made,
				ConfigPlanChecks: before(plancheck.ExpectResourceAction(k.address, plancheck.ResourceActionNoop)),
			},
		)
	})
}

func TestLostAnswerOfACreationMakesOne(t *testing.T) {
	forEachKind(t, func(t *testing.T, p platform, k kind) {
		p.fake.LoseNext(http.MethodPost)
		p.run(t, resource.TestStep{Config: k.made, Check: func(*stateOf) error {
			if got := p.fake.Count(k.prefix); got != 1 {
				t.Errorf("%d were made, want 1", got)
			}
			return nil
		}}, k.stays())
	})
}
