package dev.aerie.controlplane.project;

import java.util.Optional;

/** A project to be made. */
public record NewProject(Optional<String> organizationId, Optional<String> name) {}
