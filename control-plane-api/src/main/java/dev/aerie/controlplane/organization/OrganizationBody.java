package dev.aerie.controlplane.organization;

import java.util.Optional;

/** What callers say of an organisation, to make or to rename it. */
public record OrganizationBody(Optional<String> name) {}
