data "aerie_region" "here" {
  name = "local"
}
