package fakeapi

import (
	"maps"
	"net/http"
	"strings"
)

var (
	clusterOptions = []string{"autoscaling", "allowedCidrs", "maintenanceWindow", "tiering"}
	clusterFields  = append(clusterOptions, "projectId", "name", "region", "class", "engine", "units", "replicas", "deletionPolicy", "deletionProtection", "labels")
	clusterChanges = append(clusterOptions, "name", "units", "replicas", "labels", "deletionPolicy", "deletionProtection")
)

// pollsUntilDone is how often an operation is read before it has ended.
const pollsUntilDone = 2

func createCluster(s *Server, _ string, body document) (answer, *refusal) {
	if _, refused := s.find("project", body["projectId"].(string)); refused != nil {
		return answer{}, refused
	}
	if body["region"] != "local" && body["region"] != "other" {
		return answer{}, wrong("region", "there is no region "+body["region"].(string))
	}
	if refused := s.taken("cls", "projectId", body); refused != nil {
		return answer{}, refused
	}
	cluster := document{
		"organizationId": Organization, "class": "standard", "units": 1, "replicas": 1, "suspended": false,
		"deletionPolicy": "RETAIN", "deletionProtection": false, "labels": document{}, "version": nil, "endpoint": nil, "state": "CREATING",
		"engine": "aerie", "autoscaling": nil, "allowedCidrs": []any{}, "maintenanceWindow": nil, "tiering": nil,
	}
	maps.Copy(cluster, body)
	s.add("cls", cluster)
	s.operate(cluster, "CREATE_CLUSTER")
	return answer{http.StatusAccepted, cluster}, nil
}

func readCluster(s *Server, id string, _ document) (answer, *refusal) {
	cluster, refused := s.find("cluster", id)
	if refused != nil {
		return answer{}, refused
	}
	if cluster["state"] == "DELETING" && !s.stuck {
		delete(s.documents, id)
	}
	return answer{http.StatusOK, cluster}, nil
}

func changeCluster(s *Server, id string, body document) (answer, *refusal) {
	cluster, refused := s.find("cluster", id)
	if refused != nil {
		return answer{}, refused
	}
	maps.Copy(cluster, body)
	for _, option := range clusterOptions {
		if empty, ok := body[option].(document); ok && len(empty) == 0 {
			cluster[option] = nil
		}
	}
	cluster["state"] = "MODIFYING"
	s.operate(cluster, "UPDATE_CLUSTER")
	return answer{http.StatusAccepted, cluster}, nil
}

func switchCluster(s *Server, target string, _ document) (answer, *refusal) {
	id, verb, _ := strings.Cut(target, ":")
	cluster, refused := s.find("cluster", id)
	if refused != nil {
		return answer{}, refused
	}
	cluster["suspended"] = verb == "suspend"
	s.operate(cluster, strings.ToUpper(verb)+"_CLUSTER")
	return answer{http.StatusAccepted, cluster}, nil
}

func deleteCluster(s *Server, id string, _ document) (answer, *refusal) {
	cluster, refused := s.find("cluster", id)
	if refused != nil {
		return answer{}, refused
	}
	if cluster["deletionProtection"] == true {
		return answer{}, conflict("DELETION_PROTECTED", "Cluster "+cluster["name"].(string)+" is protected. Set deletionProtection to false first.")
	}
	cluster["state"] = "DELETING"
	s.operate(cluster, "DELETE_CLUSTER")
	return answer{http.StatusAccepted, cluster}, nil
}

func (s *Server) operate(cluster document, kind string) {
	operation := s.add("op", document{"kind": kind, "clusterId": cluster["id"], "state": "PENDING", "error": nil, "fails": s.failNext})
	s.failNext = ""
	cluster["operationId"] = operation["id"]
	s.versions[cluster["id"].(string)]++
}

func readOperation(s *Server, id string, _ document) (answer, *refusal) {
	operation, refused := s.find("operation", id)
	if refused != nil {
		return answer{}, refused
	}
	s.polls[id]++
	switch {
	case s.stuck || s.polls[id] < pollsUntilDone:
		operation["state"] = "RUNNING"
	case operation["fails"] != "":
		operation["state"], operation["error"] = "FAILED", operation["fails"]
	default:
		operation["state"] = "SUCCEEDED"
		s.settle(operation["clusterId"].(string))
	}
	return answer{http.StatusOK, operation}, nil
}

func (s *Server) settle(id string) {
	cluster, ok := s.documents[id]
	if !ok {
		return
	}
	if cluster["suspended"] == true {
		cluster["state"], cluster["endpoint"] = "SUSPENDED", nil
		return
	}
	cluster["state"], cluster["endpoint"], cluster["version"] = "RUNNING", "http://127.0.0.1:30000", "0.1.0"
}
