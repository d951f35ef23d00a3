package dev.aerie.controlplane;

import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Jws;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What is wrong with a logout token. */
enum LogoutForgery {
  NOT_SIGNED {
    @Override
    String token(IdentityProvider people, Map<String, Object> claims) {
      return Jws.unsigned(claims);
    }
  },
  SIGNED_BY_A_STRANGER {
    @Override
    String token(IdentityProvider people, Map<String, Object> claims) {
      return Jws.signedByAStranger(claims);
    }
  },
  SIGNED_BY_THE_CLIENTS_SECRET {
    @Override
    String token(IdentityProvider people, Map<String, Object> claims) {
      return Jws.signedBySecret(claims, "a secret of at least thirty-two characters");
    }
  },
  CHANGED {
    @Override
    String token(IdentityProvider people, Map<String, Object> claims) {
      var honest = new LinkedHashMap<>(claims);
      honest.put("sid", UUID.randomUUID().toString());
      return Jws.replaced(people.signed(honest), claims);
    }
  },
  OTHER_ISSUER("iss", "https://login.example.com/realms/aerie"),
  NO_ISSUER("iss", null),
  OTHER_AUDIENCE("aud", "another-service"),
  NO_AUDIENCE("aud", null),
  EXPIRED("exp", Instant.now().minusSeconds(300).getEpochSecond()),
  WITHOUT_END("exp", null),
  WITHOUT_TIME("iat", null),
  WITH_A_NONCE("nonce", "n"),
  WITHOUT_EVENTS("events", null),
  NO_EVENT("events", Map.of()),
  OTHER_EVENT("events", Map.of("http://schemas.openid.net/event/other", Map.of())),
  EVENT_THAT_IS_NO_OBJECT("events", Map.of(IdentityProvider.LOGOUT_EVENT, "yes")),
  EVENTS_THAT_ARE_A_TEXT("events", IdentityProvider.LOGOUT_EVENT),
  OF_NOBODY("sub", null) {
    @Override
    String token(IdentityProvider people, Map<String, Object> claims) {
      claims.remove("sid");
      return super.token(people, claims);
    }
  },
  ID_TOKEN {
    @Override
    String token(IdentityProvider people, Map<String, Object> claims) {
      claims.remove("events");
      claims.put("typ", "ID");
      claims.put("nonce", "n");
      claims.put("azp", "aerie-console");
      claims.put("email", "leaves@example.org");
      return people.signed(claims);
    }
  },
  NO_TOKEN {
    @Override
    String token(IdentityProvider people, Map<String, Object> claims) {
      return "nonsense";
    }
  },
  NOTHING {
    @Override
    String token(IdentityProvider people, Map<String, Object> claims) {
      return "";
    }
  };

  private final String claim;
  private final transient Object value;

  LogoutForgery() {
    this("", null);
  }

  LogoutForgery(String claim, Object value) {
    this.claim = claim;
    this.value = value;
  }

  String token(IdentityProvider people, Map<String, Object> claims) {
    if (value == null) {
      claims.remove(claim);
    } else {
      claims.put(claim, value);
    }
    return people.signed(claims);
  }
}
