# Of the repository's root, after mvn package: docs/operations/images.md.
FROM docker.io/library/eclipse-temurin:25-jre
COPY operator/target/quarkus-app/ /app/
# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
EXPOSE 8081
# Many objects of Kubernetes hold the same words. One who is out of memory starts anew rather than go on without some of its threads.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+UseSerialGC", "-XX:+UseStringDeduplication", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/quarkus-run.jar"]
