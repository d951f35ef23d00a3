package dev.aerie.controlplane.session;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Principal;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Records that people have signed in. Safe for use by many threads. */
@ApplicationScoped
public class SignIns {
  private final Caller caller;
  private final AuditLog audit;
  private final Database database;

  SignIns(Caller caller, AuditLog audit, Database database) {
    this.caller = caller;
    this.audit = audit;
    this.database = database;
  }

  /** Records it with every organisation of the person. */
  public void record(Principal person) {
    if (person.organizations().isEmpty()) {
      return;
    }
    database.transaction(
        caller.scope(),
        sql -> {
          person.organizations().stream()
              .sorted()
              .forEach(
                  id ->
                      audit.record(
                          sql, id, "sign-in", person.id(), Optional.empty(), Optional.empty()));
          return person;
        });
  }
}
