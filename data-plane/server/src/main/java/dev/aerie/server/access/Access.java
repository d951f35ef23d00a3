package dev.aerie.server.access;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.AccessRules;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.Database;
import io.milvus.grpc.ObjectType;
import io.milvus.grpc.SelectGrantRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Decides who calls and whether they may. Thread-safe. */
@ApplicationScoped
public class Access {
  private static final String BEARER = "Bearer ";

  private final KeyFile file;
  private final Users users;
  private final Engine engine;
  private final Clock clock;

  Access(KeyFile file, Users users, Engine engine, Clock clock) {
    this.file = file;
    this.users = users;
    this.engine = engine;
    this.clock = clock;
  }

  /**
   * The owner of what a Milvus client sends as {@code authorization}: a key in Base64, alone or as
   * the password behind {@code user:}, or a user and password, or either in REST's {@code Bearer}
   * form.
   *
   * @param address of the client
   * @throws AccessException when no valid key or password is given, or a key from an address that
   *     it may not come from
   */
  public Principal principal(Optional<String> authorization, String address) {
    Optional<Keys> keys = file.current();
    if (keys.isEmpty()) {
      return new Principal.Anyone();
    }
    String token = authorization.map(Access::token).orElse("");
    Instant now = clock.instant();
    return keys.get()
        .open(token, address, now)
        .or(() -> keys.get().open(token.substring(token.indexOf(':') + 1), address, now))
        .or(() -> users.open(token))
        .orElseThrow(AccessException::unauthenticated);
  }

  /**
   * Refuses a call that its caller may not make: an API key by its role and scopes, a user by the
   * privileges that were granted.
   *
   * @param needed the least role of a key that may make it
   * @throws AccessException naming the privilege that is missing
   */
  public void require(Principal principal, String call, Role needed, Message request) {
    if (principal.mayDoAll()) {
      return;
    }
    Optional<Privilege> privilege = Privilege.of(request);
    String database = database(request);
    switch (principal) {
      case Principal.Key key -> {
        if (!key.role().allows(needed)) {
          throw AccessException.forbidden(key, call, needed, privilege, database);
        }
        if (!key.reaches(resolved(Target.of(request)), needed != Role.DATA_VIEWER)) {
          throw AccessException.outOfScope(key, call, database);
        }
      }
      case Principal.User user ->
          missing(user, request)
              .ifPresent(
                  wanted -> {
                    throw AccessException.forbidden(user, wanted, database);
                  });
      case Principal.Anyone _ -> {
        // there is no authentication
      }
    }
  }

  /**
   * Whether grants let a caller make a request. They are for users alone: an API key is held to its
   * role and scopes.
   */
  public boolean isGranted(Principal principal, Message request) {
    return principal.mayDoAll()
        || !(principal instanceof Principal.User user)
        || missing(user, request).isEmpty();
  }

  private Optional<Privilege> missing(Principal.User user, Message request) {
    AccessRules rules = engine.definitions().accessRules();
    String database = database(request);
    return Privilege.of(request)
        .filter(_ -> !isOwnRole(rules, user, request))
        .filter(
            wanted ->
                !isOwn(user, wanted)
                    && !Grants.allow(rules, user.name(), resolved(wanted, database), database));
  }

  /** A user may see and change itself. */
  private static boolean isOwn(Principal.User user, Privilege wanted) {
    return wanted.objectType() == ObjectType.User && wanted.objects().equals(List.of(user.name()));
  }

  /** A user may see what its roles are granted. */
  private static boolean isOwnRole(AccessRules rules, Principal.User user, Message request) {
    return request instanceof SelectGrantRequest grants
        && Grants.hasRole(rules, user.name(), grants.getEntity().getRole().getName());
  }

  /** Grants name collections, calls perhaps an alias. */
  private Privilege resolved(Privilege wanted, String database) {
    return wanted.objectType() == ObjectType.Collection
        ? new Privilege(
            wanted.name(),
            wanted.objectType(),
            wanted.objects().stream().map(name -> resolved(database, name)).toList())
        : wanted;
  }

  /** Scopes name collections, as grants do. */
  private Target resolved(Target target) {
    return target.databases().size() == 1
        ? target.withCollections(name -> resolved(target.databases().getFirst(), name))
        : target;
  }

  private String resolved(String database, String name) {
    boolean there =
        engine.definitions().databases().stream().anyMatch(one -> one.name().equals(database));
    return there
        ? engine.definitions().findCollection(database, name).map(Collection::name).orElse(name)
        : name;
  }

  private static String database(Message request) {
    FieldDescriptor field = request.getDescriptorForType().findFieldByName("db_name");
    String name = field == null ? "" : (String) request.getField(field);
    return name.isEmpty() ? Database.DEFAULT : name;
  }

  private static String token(String authorization) {
    if (authorization.startsWith(BEARER)) {
      return authorization.substring(BEARER.length()).trim();
    }
    try {
      return new String(Base64.getDecoder().decode(authorization), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return authorization;
    }
  }
}
