package dev.aerie.controlplane.support;

import org.junit.jupiter.api.BeforeEach;

/** What tests of SCIM begin with; they run with {@link RealKeycloak}. */
public abstract class ScimPreparation {
  /** An organisation of the test's own. */
  protected ScimTenant scim;

  /** The address of somebody its provider has not told of. */
  protected String name;

  @BeforeEach
  protected void prepare() {
    scim = ScimTenant.make();
    name = ScimTenant.unusedName();
  }
}
