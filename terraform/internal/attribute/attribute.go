// Package attribute has the attributes that schemas are mostly made of.
package attribute

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// Told is a text that the control plane gives and that stays.
func Told(description string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description,
		Computed:            true,
		PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
	}
}

// CreatedAt is when it was made.
func CreatedAt() schema.StringAttribute {
	return Told("When it was made (RFC 3339).")
}

// Secret is Told, and not shown.
func Secret(description string) schema.StringAttribute {
	secret := Told(description)
	secret.Sensitive = true
	return secret
}

// Given is a text that has to be given and can change.
func Given(description string, validators ...validator.String) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, Required: true, Validators: validators}
}

// Fixed is a text that has to be given and makes a new one when it changes.
func Fixed(description string, validators ...validator.String) schema.StringAttribute {
	fixed := Given(description, validators...)
	fixed.PlanModifiers = []planmodifier.String{stringplanmodifier.RequiresReplace()}
	return fixed
}

// Hidden is Given, and not shown.
func Hidden(description string, validators ...validator.String) schema.StringAttribute {
	hidden := Given(description, validators...)
	hidden.Sensitive = true
	return hidden
}

// Flag is one of the two when it is left out.
func Flag(description string, usual bool) schema.BoolAttribute {
	return schema.BoolAttribute{MarkdownDescription: description, Optional: true, Computed: true, Default: booldefault.StaticBool(usual)}
}
