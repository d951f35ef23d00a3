package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Grant;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Principal;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.guessing.Guesses;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.region.Credentials;
import dev.aerie.controlplane.region.Enrolments;
import dev.aerie.controlplane.region.Region;
import dev.aerie.controlplane.region.RegionRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Takes agents in by a one-time token, and lets them change their key. An agent makes its keys and
 * tells their hashes, so that a call whose answer was lost can be made again and does the same.
 * Safe for use by many threads.
 */
@ApplicationScoped
class EnrolmentService {
  private final Database database;
  private final Enrolments enrolments;
  private final Credentials credentials;
  private final RegionRepository regions;
  private final AuditLog audit;
  private final Caller caller;
  private final Guesses guesses;
  private final Clock clock;

  EnrolmentService(
      Database database,
      Enrolments enrolments,
      Credentials credentials,
      RegionRepository regions,
      AuditLog audit,
      Caller caller,
      Guesses guesses,
      Clock clock) {
    this.database = database;
    this.enrolments = enrolments;
    this.credentials = credentials;
    this.regions = regions;
    this.audit = audit;
    this.caller = caller;
    this.guesses = guesses;
    this.clock = clock;
  }

  /** Lets the agent's key open the region of its token, and returns the region's name. */
  String enrol(AgentEnrolment body) {
    body.check(true);
    String token = body.token().orElseThrow();
    String key = body.keySha256().orElseThrow();
    String hash = ApiKeySecret.sha256(token);
    guesses.mustBeFew(caller.remoteAddress(), hash);
    String name =
        database
            .transaction(Scope.none(), sql -> enrolments.region(sql, token))
            .orElseThrow(() -> unknown(hash));
    return database.transaction(
        Scope.region(name),
        sql -> {
          String chain = identify(sql, name);
          take(sql, token, key);
          if (credentials.add(sql, name, key)) {
            audit.record(sql, chain, "region.enrol", name, Optional.empty(), Optional.empty());
          }
          return name;
        });
  }

  private Problem unknown(String hash) {
    guesses.failed(caller.remoteAddress(), hash);
    return Problem.unauthenticated(
        "The enrolment token is not known. Have a new one made for the region.");
  }

  /** Uses the token up; the key that it has enrolled may come again for as long as it holds. */
  private void take(Sql sql, String token, String key) {
    Enrolments.Known known = enrolments.lock(sql, token);
    if (known.usedAt().isPresent()) {
      if (known.keySha256().filter(key::equals).isEmpty()
          || !credentials.isLive(sql, known.region(), key)) {
        throw refused(Code.ENROLMENT_TOKEN_USED, "has been used");
      }
    } else if (known.revokedAt().isPresent()) {
      throw refused(Code.ENROLMENT_TOKEN_ENDED, "was ended or followed by another");
    } else if (!clock.instant().isBefore(known.expiresAt())) {
      throw refused(Code.ENROLMENT_TOKEN_EXPIRED, "has expired");
    } else {
      enrolments.use(sql, token, key);
    }
  }

  /** Lets another key of the agent open its region as well, until its first use ends this one. */
  void rotate(String name, AgentEnrolment body) {
    body.check(false);
    database.transaction(
        Scope.region(name),
        sql -> {
          String chain = identify(sql, name);
          String key = body.keySha256().orElseThrow();
          if (credentials.add(sql, name, key)) {
            audit.record(sql, chain, "region.rotate-key", name, Optional.empty(), Optional.empty());
          } else if (!credentials.isLive(sql, name, key)) {
            throw new Problem(Code.KEY_ENDED, "This key has ended. Make another one.");
          }
          return key;
        });
  }

  /** Says who calls, for the audit log; returns whose log it is. */
  private String identify(Sql sql, String name) {
    String chain = regions.find(sql, name).map(Region::auditChain).orElseThrow();
    sql.see(List.of(chain));
    caller.identify(
        new Principal(
            Principal.Kind.REGION_AGENT,
            name,
            name,
            List.of(new Grant(chain, Optional.empty(), List.of(), Role.MEMBER.powers()))),
        Permission.SIGNED_IN);
    return chain;
  }

  private static Problem refused(Code code, String why) {
    return new Problem(
        code, "The enrolment token %s. Have a new one made for the region.".formatted(why));
  }
}
