terraform {
  required_providers {
    aerie = {
      source = "aerie.dev/aerie/aerie"
    }
  }
}

# AERIE_API_URL and AERIE_API_KEY (a key of role ORGANIZATION_OWNER) come from the environment.
provider "aerie" {}

variable "organization_id" {
  type        = string
  description = "Organisation the project is made in, org_…"
}

variable "region" {
  type    = string
  default = "local"
}

data "aerie_region" "here" {
  name = var.region
}

resource "aerie_project" "search" {
  organization_id = var.organization_id
  name            = "search"
}

resource "aerie_cluster" "products" {
  project_id      = aerie_project.search.id
  name            = "products"
  region          = data.aerie_region.here.name
  units           = 1
  replicas        = 1
  deletion_policy = "DELETE"
  labels          = { team = "search" }

  timeouts {
    create = "10m"
  }
}

resource "aerie_api_key" "shop" {
  organization_id = var.organization_id
  project_id      = aerie_project.search.id
  cluster_ids     = [aerie_cluster.products.id]
  name            = "shop"
  role            = "DATA_OPERATOR"
}

output "milvus_uri" {
  value = aerie_cluster.products.endpoint
}

output "milvus_token" {
  value     = aerie_api_key.shop.secret
  sensitive = true
}
