package fakeapi

import (
	"maps"
	"net/url"
)

var (
	channelKind = kept{
		noun: "notification channel", prefix: "nch", collection: "notification-channels",
		made: []string{"name", "email", "webhook", "slack"}, changed: []string{"name", "email", "webhook", "slack"},
		admit: admitChannel, shown: showChannel,
	}
	alertRuleKind = kept{
		noun: "alert rule", prefix: "rul", collection: "alert-rules",
		made: []string{"name", "condition", "channelIds", "enabled"}, changed: []string{"name", "condition", "channelIds", "enabled"},
		admit: admitRule,
	}
	sinkKind = kept{
		noun: "audit sink", prefix: "snk", collection: "audit-sinks",
		made:    []string{"name", "s3", "https", "syslog", "enabled", "fromSequence"},
		changed: []string{"name", "s3", "https", "syslog", "enabled"},
		admit:   admitSink, shown: showSink,
	}
)

func admitChannel(s *Server, before, after document) *refusal {
	oneOf(before, after, "email", "webhook", "slack")
	if webhook, ok := after["webhook"].(document); ok && webhook["secret"] == nil {
		return wrong("webhook.secret", "is missing")
	}
	return s.taken("nch", "organizationId", after)
}

func admitRule(s *Server, _, after document) *refusal {
	orElse(after, document{"enabled": true})
	for _, id := range after["channelIds"].([]any) {
		if _, refused := s.find("notification channel", id.(string)); refused != nil {
			return wrong("channelIds", "must be ids of notification channels")
		}
	}
	return s.taken("rul", "organizationId", after)
}

func admitSink(s *Server, before, after document) *refusal {
	orElse(after, document{"enabled": true})
	delete(after, "fromSequence")
	oneOf(before, after, "s3", "https", "syslog")
	if https, ok := after["https"].(document); ok && https["secret"] == nil {
		return wrong("https.secret", "is missing")
	}
	if s3, ok := after["s3"].(document); ok && s3["secretAccessKey"] == nil {
		return wrong("s3.secretAccessKey", "is missing")
	}
	return s.taken("snk", "organizationId", after)
}

// oneOf leaves of these destinations the one that a change brings.
func oneOf(before, after document, destinations ...string) {
	for _, brought := range destinations {
		if before == nil || before[brought] != nil || after[brought] == nil {
			continue
		}
		for _, other := range destinations {
			if other != brought {
				delete(after, other)
			}
		}
	}
}

// showChannel leaves secrets out, and the path of a chat's webhook.
func showChannel(found document) document {
	shown := without(found, "webhook", "secret")
	if slack, ok := shown["slack"].(document); ok {
		address, _ := url.Parse(slack["url"].(string))
		shown["slack"] = document{"url": "https://" + address.Hostname()}
	}
	return shown
}

func showSink(found document) document {
	shown := without(without(found, "https", "secret"), "s3", "secretAccessKey")
	shown["delivery"] = document{"state": "DELIVERING", "lastSequence": 1, "deliveredSequence": 1}
	return shown
}

// without copies a document but for one field of one of its objects.
func without(found document, object, field string) document {
	shown := maps.Clone(found)
	if inner, ok := shown[object].(document); ok {
		inner = maps.Clone(inner)
		delete(inner, field)
		shown[object] = inner
	}
	return shown
}
