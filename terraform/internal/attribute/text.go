package attribute

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

const longestName = 100

var validEmail = regexp.MustCompile(`^[^@\s]+@[^@\s]+$`)

// IsName takes the names of what an organisation has.
func IsName() validator.String {
	return stringvalidator.LengthBetween(1, longestName)
}

// IsEmail takes what may be an e-mail address.
func IsEmail() validator.String {
	return stringvalidator.RegexMatches(validEmail, "must be an e-mail address")
}
