package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong about an option is said of its field. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class WrongClusterOptionTest {
  IdentityProvider people;
  private Tenant tenant;

  @BeforeEach
  void prepare() {
    tenant = Tenant.make(people);
    FakeAgent.present()
        .understands("cluster-options", "idle-suspend", "engine-milvus", "encryption", "tiering");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "autoscaling": {"mode": "AUTO"}                                  | autoscaling.units            | required
          "autoscaling": {"mode": "SOMETIMES"}                             | autoscaling.mode             | DRY_RUN, AUTO
          "autoscaling": {"mode": "AUTO", "units": {"min": 4, "max": 2}, "replicas": {"min": 1, "max": 1}} | autoscaling.units | min
          "autoscaling": {"mode": "AUTO", "units": {"min": 1, "max": 33}, "replicas": {"min": 1, "max": 1}} | autoscaling.units.max | 1 to 32
          "autoscaling": {"mode": "AUTO", "units": {"min": 1, "max": 2}, "replicas": {"min": 1, "max": 1}, "cooldown": "5m"} | autoscaling.cooldown | 10m to 168h
          "autoscaling": {"mode": "AUTO", "units": {"min": 1, "max": 2}, "replicas": {"min": 1, "max": 1}, "target": {"memoryPercent": 95}} | autoscaling.target.memoryPercent | 10 to 90
          "autoscaling": {"mode": "AUTO", "units": {"min": 1, "max": 2}, "replicas": {"min": 1, "max": 1}, "schedules": [null]} | autoscaling.schedules[0] | object
          "autoscaling": {"mode": "AUTO", "units": {"min": 1, "max": 2}, "replicas": {"min": 1, "max": 1}, "schedules": [{"schedule": "0 24 * * *", "duration": "1h"}]} | autoscaling.schedules[0].schedule | cron
          "maintenanceWindow": {"schedule": "0 3 * *", "duration": "2h"}   | maintenanceWindow.schedule   | cron
          "maintenanceWindow": {"schedule": "0 3 * * MON", "duration": "2h"} | maintenanceWindow.schedule | cron
          "maintenanceWindow": {"schedule": "0 3 * * 0", "duration": "two hours"} | maintenanceWindow.duration | 10m to 168h
          "maintenanceWindow": {"schedule": "0 3 * * 0", "duration": "2h", "timeZone": "Berlin"} | maintenanceWindow.timeZone | Europe/Berlin
          "allowedCidrs": ["everybody"]                                    | allowedCidrs                 | 192.0.2.0/24
          "allowedCidrs": ["192.0.2.7"]                                    | allowedCidrs                 | 192.0.2.7/32
          "allowedCidrs": [null]                                           | allowedCidrs                 | 192.0.2.0/24
          "tlsSecretRef": "../other"                                       | tlsSecretRef                 | Secret
          "exposure": "PUBLIC"                                             | exposure                     | CLUSTER_IP
          "idleSuspendAfter": "1s"                                         | idleSuspendAfter             | 1m to 720h
          "tiering": {"default": "lukewarm"}                               | tiering.default              | auto, pinned, cold
          "engine": "oracle"                                               | engine                       | aerie, milvus
          "encryption": {}                                                 | encryption                   | exactly one of
          "encryption": {"keysetRef": "a", "aws": {"key": "b"}}            | encryption                   | exactly one of
          "encryption": {"keysetRef": "../other"}                          | encryption.keysetRef         | Secret
          "encryption": {"keysetRef": ""}                                  | encryption.keysetRef         | Secret
          "encryption": {"vault": {"key": "k", "tokenRef": "t"}}           | encryption.vault.address     | required
          "encryption": {"vault": {"address": "ftp://x", "key": "k", "tokenRef": "t"}} | encryption.vault.address | URL
          "encryption": {"aws": {"key": " "}}                              | encryption.aws.key           | 1 to 2048
          "encryption": {"google": {"key": "k", "tokenRef": "A B"}}        | encryption.google.tokenRef   | Secret
          "encryption": {"azure": {"key": "books"}}                        | encryption.azure.key         | URL
          "encryption": {"google": {"key": "k", "endpoint": "https://evil.example"}} | encryption.google.endpoint | no other host
          "encryption": {"google": {"key": "k", "endpoint": "http://cloudkms.googleapis.com"}} | encryption.google.endpoint | no other host
          "encryption": {"google": {"key": "k", "endpoint": "https://cloudkms.googleapis.com.evil.example"}} | encryption.google.endpoint | no other host
          "encryption": {"aws": {"key": "k", "endpoint": "https://evil.elb.amazonaws.com"}} | encryption.aws.endpoint | no other host
          "encryption": {"azure": {"key": "https://evil.example/keys/k"}} | encryption.azure.key | no other host
          "engine": "milvus", "encryption": {"keysetRef": "a"}             | encryption                   | aerie only
          "engine": "milvus", "tiering": {"default": "cold"}               | tiering                      | aerie only
          "engine": "milvus", "maintenanceWindow": {"schedule": "0 3 * * 0", "duration": "2h"} | maintenanceWindow | aerie only
          """)
  void wrongOptionIsRefusedByItsField(String field, String name, String said) {
    var refused = tenant.newCluster("wrong", ", " + field).mustBe(400);

    assertThat(refused.text("code")).isEqualTo("INVALID_REQUEST");
    assertThat(refused.json().at("/fields/0/field").asText()).isEqualTo(name);
    assertThat(refused.json().at("/fields/0/message").asText()).contains(said);
  }
}
