"""Sections of small pages: what stands in them, and the field that each text goes to."""

from __future__ import annotations

HEADLINES = """
<p>The extent to which the force is effective at keeping people safe and reducing crime is good.</p>
<p>The extent to which the force is efficient at keeping people safe and reducing crime is good.</p>
<p>The extent to which the force is legitimate at keeping people safe and reducing crime is good.</p>
"""
CLAUSES = """
<p>The available evidence indicates that:</p>
<p>in terms of its effectiveness, in general, the force is good at reducing crime, outstanding at investigating offending,
and requires improvement at tackling anti-social behaviour;</p>
<p>the efficiency with which the force carries out its responsibilities is good; and</p>
<p>the force is acting to achieve fairness and legitimacy in most of the practices that were examined this year.</p>
"""
PANEL = {
    "force_area": "<h3>Force Area</h3><p>1,049 square miles</p>",
    "population": "<h3>Population</h3><p>1.14m people</p><p>up4% local 10 yr change</p>",
    "workforce": "<h3>Workforce</h3><p>95% frontline police officers</p><p>92% national level</p>",
    "victim_based_crimes": "<h3>Victim-based crimes</h3><p>0.05 per person</p><p>0.06 national level</p>",
    "cost": "<h3>Cost</h3><p>49p per person per day local</p><p>59p per person per day national</p>",
}
SHARED = {
    "Overall summary": "<h2>Overall summary</h2><p>Much was done.</p>",
    "HMI's observations": "<h2>HMI's observations</h2><p>I am pleased with the force.</p>",
    "Looking ahead to 2017": "<h2>Looking ahead to 2017</h2><p>I will look at it again.</p>",
    "Context": "<h2>Context</h2><p>The county has hills.</p>",
    "Other inspections": "<h2>Other inspections</h2><p>We inspect custody too.</p>",
    "Other reports": "<h2>Other reports</h2><p>Last updated 24/10/2016</p><p>There are others.</p>",
    "Key facts": "<h2>Key facts – 2019/20</h2>" + "".join(PANEL.values()),
    "Related content": "<h2>Related content</h2><p>Another page</p>",
}
ASKED = """
<h4>Areas for improvement</h4><ul><li>The force should count its cars.</li></ul>
<h4>Cause of concern</h4><p>The cells are cold.</p>
<h4>Recommendations</h4><ul><li>The force should heat its cells.</li></ul>
<h4>Innovative practice</h4><p>A bell</p><p>It rings for all who call the force at night.</p>
<h4>Promising practice</h4><p>A horn</p><p>It sounds for all who call the force by day.</p>
"""
WENT_TO = {
    "Much was done.": "observations",
    "I am pleased with the force.": "observations",
    "I will look at it again.": "observations",
    "The county has hills.": "context",
    "We inspect custody too.": "findings",
    "There are others.": "findings",
    "1,049 square miles": "key_facts.figures",
    "Another page": "boilerplate:related",
    "The force should count its cars.": "recommendations",
    "The cells are cold.": "recommendations",
    "The force should heat its cells.": "recommendations",
    "It rings for all who call the force at night.": "recommendations",
    "It sounds for all who call the force by day.": "recommendations",
}
"""Where the texts of these sections go, on every page that has them."""
