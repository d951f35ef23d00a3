package fakeapi

import (
	"maps"
	"net/http"
)

var scheduleFields = []string{"name", "schedule", "timeZone", "retention", "verify", "suspended"}

// createSchedule is of the cluster in the path.
func createSchedule(s *Server, cluster string, body document) (answer, *refusal) {
	if _, refused := s.find("cluster", cluster); refused != nil {
		return answer{}, refused
	}
	if body["schedule"] == "every night" {
		return answer{}, wrong("schedule", "must be five fields as cron has them")
	}
	body["clusterId"] = cluster
	if refused := s.taken("bsc", "clusterId", body); refused != nil {
		return answer{}, refused
	}
	return answer{http.StatusCreated, s.add("bsc", body)}, nil
}

func changeSchedule(s *Server, id string, body document) (answer, *refusal) {
	schedule, refused := s.find("backup schedule", id)
	if refused != nil {
		return answer{}, refused
	}
	maps.Copy(schedule, body)
	s.versions[id]++
	return answer{http.StatusOK, schedule}, nil
}

func deleteSchedule(s *Server, id string, _ document) (answer, *refusal) {
	if _, refused := s.find("backup schedule", id); refused != nil {
		return answer{}, refused
	}
	delete(s.documents, id)
	return answer{status: http.StatusNoContent}, nil
}
