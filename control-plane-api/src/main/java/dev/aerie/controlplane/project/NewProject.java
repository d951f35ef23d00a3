package dev.aerie.controlplane.project;

import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Optional;

/** A project to be made. */
@RefusedWithout({"organizationId", "name"})
public record NewProject(Optional<String> organizationId, Optional<String> name) {}
