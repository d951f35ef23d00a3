package dev.aerie.controlplane.project;

import java.util.Optional;

/** What can change of a project. */
public record ProjectChanges(Optional<String> name) {}
