package dev.aerie.controlplane;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Open;
import io.quarkus.mailer.Mailer;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.net.NetClient;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.security.MessageDigest;
import java.util.Arrays;

@AnalyzeClasses(
    packages = "dev.aerie.controlplane",
    importOptions = ImportOption.DoNotIncludeTests.class)
class EndpointRulesTest {

  @ArchTest
  static final ArchRule everyEndpointNamesItsPermission =
      methods()
          .that()
          .areAnnotatedWith(GET.class)
          .or()
          .areAnnotatedWith(POST.class)
          .or()
          .areAnnotatedWith(PATCH.class)
          .or()
          .areAnnotatedWith(PUT.class)
          .or()
          .areAnnotatedWith(DELETE.class)
          .and()
          .areDeclaredInClassesThat()
          .haveSimpleNameNotStartingWith("Agent")
          .and()
          .areDeclaredInClassesThat()
          .haveSimpleNameNotStartingWith("Login")
          .and()
          .areDeclaredInClassesThat()
          .haveSimpleNameNotStartingWith("Logout")
          .and()
          .areDeclaredInClassesThat()
          .haveSimpleNameNotStartingWith("ScimProtocol")
          .should()
          .beAnnotatedWith(Needs.class)
          .orShould()
          .beAnnotatedWith(Open.class);

  /** How long a comparison takes must not tell how much of a guess was right. */
  @ArchTest
  static final ArchRule keysAreComparedInConstantTime =
      classes()
          .that()
          .haveSimpleName("ApiKeySecret")
          .should()
          .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class);

  @ArchTest
  static final ArchRule keysAreComparedInOnePlace =
      classes()
          .that()
          .haveSimpleName("KeyAuthentication")
          .should()
          .callMethod(ApiKeySecret.class, "matches", String.class, String.class);

  @ArchTest
  static final ArchRule keysAreComparedInNoOtherWay =
      noClasses()
          .that()
          .haveSimpleName("KeyAuthentication")
          .or()
          .haveSimpleName("ApiKeySecret")
          .should()
          .callMethod(String.class, "equals", Object.class)
          .orShould()
          .callMethod(Arrays.class, "equals", byte[].class, byte[].class);

  /** Whoever called somebody in another way would go past the rules for addresses. */
  @ArchTest
  static final ArchRule onlyOutboundAndKeycloakCallOthers =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.aerie.controlplane.outbound..", "dev.aerie.controlplane.keycloak..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.net.http..",
                      "java.nio.channels..",
                      "javax.net..",
                      "jakarta.ws.rs.client..",
                      "org.eclipse.microprofile.rest.client..",
                      "io.vertx.ext.web.client..",
                      "software.amazon.awssdk.services..")
                  .or(assignableTo(Socket.class))
                  .or(assignableTo(URL.class))
                  .or(assignableTo(URLConnection.class))
                  .or(assignableTo(HttpClient.class))
                  .or(assignableTo(NetClient.class)));

  /** Another client of it may miss its greeting. */
  @ArchTest
  static final ArchRule onlyTheMailPackageSpeaksToTheMailServer =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.aerie.controlplane.mail..")
          .should()
          .dependOnClassesThat(assignableTo(Mailer.class).or(assignableTo(ReactiveMailer.class)));

  @ArchTest
  static final ArchRule packagesPointOneWay =
      slices().matching("dev.aerie.controlplane.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheDatabasePackageSpeaksJdbc =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.aerie.controlplane.database..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule nothingCallsKubernetesOrKnowsTheOtherParts =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8..",
              "dev.aerie.operator..",
              "dev.aerie.local..",
              "dev.aerie.engine..",
              "dev.aerie.server..");
}
