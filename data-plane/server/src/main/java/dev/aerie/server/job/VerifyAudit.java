package dev.aerie.server.job;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.server.audit.AuditProof;
import java.util.stream.Collectors;

/** Proves that the record of calls is as it was written, or says where it is not. */
final class VerifyAudit implements Job {
  @Override
  public Object run(Storages storages, Options options) {
    options.requireNoMore();
    try (ObjectStore store = storages.cluster()) {
      AuditProof proof = AuditProof.of(store);
      if (!proof.intact()) {
        throw new EngineException(ErrorCode.OBJECT_DAMAGED, problems(proof));
      }
      return proof;
    }
  }

  private static String problems(AuditProof proof) {
    return proof.chains().values().stream()
        .flatMap(chain -> chain.problems().stream())
        .collect(Collectors.joining("\n", "The record of calls is not as it was written:\n", ""));
  }
}
