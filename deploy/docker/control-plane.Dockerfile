# Of the repository's root, after mvn package: docs/operations/images.md.
FROM docker.io/library/eclipse-temurin:25-jre
COPY control-plane-api/target/quarkus-app/ /app/
# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
EXPOSE 8080 9000
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/quarkus-run.jar"]
